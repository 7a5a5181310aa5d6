/** What is wrong with one field of what was sent, in the visitor's language. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

interface CmsErrorOptions extends ErrorOptions {
  /** When the server says how long to wait. */
  retryAfterMs?: number | undefined;
}

export class CmsError extends Error {
  override readonly name = 'CmsError';
  readonly retryAfterMs: number | undefined;

  /**
   * @param kind `refused`: the same request would be refused again. `unavailable`: it may work later.
   * @param message of a refusal: the server's own words, made to be shown
   * @param status as HTTP would say it; 0 when nothing answered
   */
  constructor(
    readonly kind: 'refused' | 'unavailable',
    message: string,
    readonly status = 0,
    readonly fields: readonly FieldError[] = [],
    options?: CmsErrorOptions,
  ) {
    super(message, options);
    this.retryAfterMs = options?.retryAfterMs;
  }
}
