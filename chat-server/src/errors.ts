/** The refusals of the contract: every error that a client meets carries one as `extensions.code`. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'PAYLOAD_TOO_LARGE'
  | 'COMPLEXITY_LIMIT'
  | 'UNAVAILABLE'
  | 'RULES_NOT_ACCEPTED'
  | 'INTERNAL';

/** The HTTP status of a request that is refused as a whole. */
export const httpStatus: Readonly<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  PAYLOAD_TOO_LARGE: 413,
  COMPLEXITY_LIMIT: 400,
  UNAVAILABLE: 503,
  RULES_NOT_ACCEPTED: 403,
  INTERNAL: 500,
};

/** Why something was refused, where a client may want to tell its reader more than that it was. */
export type RefusalReason =
  | 'WORD_FILTER'
  | 'LINK_FILTER'
  /** Of the random match: it is closed; the account is held back; it went on elsewhere; too early for links. */
  | 'CLOSED'
  | 'HELD_BACK'
  | 'SUPERSEDED'
  | 'QUIET_FIRST';

export interface ErrorDetails {
  /** The input field at fault, as a path from the field's arguments: `input.text`. */
  field?: string;
  reason?: RefusalReason;
  /** With HELD_BACK: until when. RFC 3339, UTC. */
  until?: string;
  /** With RATE_LIMITED: when it is worth trying again, in milliseconds. */
  retryAfterMs?: number;
}

/** A refusal made for the client to read. Any other error reaches clients as INTERNAL, without its text. */
export class ChatError extends Error {
  override readonly name = 'ChatError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const unauthenticated = (message = 'Sign in first.'): ChatError =>
  new ChatError('UNAUTHENTICATED', message);

export const forbidden = (message: string, field?: string): ChatError =>
  new ChatError('FORBIDDEN', message, atField(field));

/** Also for what exists but is not for this person to see: the two look the same. */
export const notFound = (what: string, field?: string): ChatError =>
  new ChatError('NOT_FOUND', `${what} was not found.`, atField(field));

export const badInput = (message: string, field?: string): ChatError =>
  new ChatError('BAD_USER_INPUT', message, atField(field));

/** A text that the filter has caught. */
export const filtered = (message: string, field: string, reason: RefusalReason): ChatError =>
  new ChatError('BAD_USER_INPUT', message, { field, reason });

/** It was right to ask, but what is there now does not allow it. */
export const conflict = (message: string, field?: string): ChatError =>
  new ChatError('CONFLICT', message, atField(field));

/** The same account has subscribed to the random match again. */
export const superseded = (): ChatError =>
  new ChatError('CONFLICT', 'You went on with the random match elsewhere.', {
    reason: 'SUPERSEDED',
  });

/** @param until RFC 3339, UTC */
export const heldBack = (until: string): ChatError =>
  new ChatError('FORBIDDEN', 'You were reported, and are held back from the random match.', {
    reason: 'HELD_BACK',
    until,
  });

export const randomMatchClosed = (): ChatError =>
  new ChatError('UNAVAILABLE', 'The random match is closed for now.', { reason: 'CLOSED' });

/** @param waitMs after how many milliseconds links and files are welcome */
export const quietFirst = (waitMs: number, field: string): ChatError =>
  new ChatError('RATE_LIMITED', 'Links and files wait until you have talked for a while.', {
    reason: 'QUIET_FIRST',
    field,
    retryAfterMs: Math.max(1, Math.ceil(waitMs)),
  });

/** A file that cannot go into a message: another's, another room's, posted already, or none. */
export const fileNotFree = (field = 'input.attachmentIds'): ChatError =>
  badInput('A file is not yours to post here, or was posted before.', field);

export const payloadTooLarge = (message: string, field?: string): ChatError =>
  new ChatError('PAYLOAD_TOO_LARGE', message, atField(field));

/** @param waitMs after how many milliseconds the same request is worth another try */
export const rateLimited = (message: string, waitMs: number): ChatError =>
  new ChatError('RATE_LIMITED', message, { retryAfterMs: Math.max(1, Math.ceil(waitMs)) });

export const tooComplex = (message: string): ChatError =>
  new ChatError('COMPLEXITY_LIMIT', message);

/** It may work later: a server behind this one is away, or the feature does not exist yet. */
export const unavailable = (message: string, options?: ErrorOptions): ChatError =>
  new ChatError('UNAVAILABLE', message, {}, options);

const atField = (field: string | undefined): ErrorDetails => (field === undefined ? {} : { field });
