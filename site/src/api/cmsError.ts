/** What is wrong with one field of what was sent, in the visitor's language. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export class CmsError extends Error {
  override readonly name = 'CmsError';

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
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
