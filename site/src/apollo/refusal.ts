import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import type { GraphQLFormattedError } from 'graphql';

/** The codes of the chat API's refusals; `UNREACHABLE` is ours, for an answer that never came. */
export type RefusalCode =
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
  | 'INTERNAL'
  | 'UNREACHABLE';

export interface Refusal {
  readonly code: RefusalCode;
  /** The server's words. */
  readonly message: string;
  /** When the server says how long to wait. */
  readonly retryAfterMs?: number;
  /** The argument at fault, as a path: `input.text`. */
  readonly field?: string;
  /** Why exactly, where the server says so. */
  readonly reason?: string;
  /** Until when it would be refused again, where the server says so; in milliseconds since 1970. */
  readonly until?: number;
}

const finalCodes: ReadonlySet<RefusalCode> = new Set([
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'PAYLOAD_TOO_LARGE',
  'COMPLEXITY_LIMIT',
  'RULES_NOT_ACCEPTED',
]);

/**
 * Refusals whose code says "later", and which still are for the person to answer: a message with a link, which a
 * random chat takes only after its first moments, must not hold back those behind it.
 */
const finalReasons: ReadonlySet<string | undefined> = new Set(['QUIET_FIRST', 'CLOSED']);

/** True where the same request would be refused again: only the person who made it can change that. */
export function isFinal({ code, reason }: Refusal): boolean {
  return finalCodes.has(code) || finalReasons.has(reason);
}

/** Makes of whatever Apollo threw one of the codes above. */
export function toRefusal(error: unknown): Refusal {
  const graphQLError = firstGraphQLError(error);
  if (!graphQLError) return { code: 'UNREACHABLE', message: String(error) };
  const { code, retryAfterMs, field, reason, until } = graphQLError.extensions ?? {};
  const untilMs = typeof until === 'string' ? Date.parse(until) : NaN;
  return {
    // graphql-js names no code where a document is invalid; that will not get better by itself.
    code: typeof code === 'string' ? (code as RefusalCode) : 'BAD_USER_INPUT',
    message: graphQLError.message,
    ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
    ...(typeof field === 'string' && { field }),
    ...(typeof reason === 'string' && { reason }),
    ...(!Number.isNaN(untilMs) && { until: untilMs }),
  };
}

function firstGraphQLError(error: unknown): GraphQLFormattedError | undefined {
  if (CombinedGraphQLErrors.is(error)) return error.errors[0];
  if (!ServerError.is(error)) return undefined;
  try {
    const body = JSON.parse(error.bodyText) as { errors?: GraphQLFormattedError[] } | null;
    return body?.errors?.[0];
  } catch {
    return undefined;
  }
}
