/** The product cannot start, for a reason that one line tells the operator. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
