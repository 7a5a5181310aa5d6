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

/** True where the same request would be refused again: only the person who made it can change that. */
export function isFinal(refusal: Refusal): boolean {
  return finalCodes.has(refusal.code);
}

/** Makes of whatever Apollo threw one of the codes above. */
export function toRefusal(error: unknown): Refusal {
  const graphQLError = firstGraphQLError(error);
  if (!graphQLError) return { code: 'UNREACHABLE', message: String(error) };
  const { code, retryAfterMs, field, reason } = graphQLError.extensions ?? {};
  return {
    // graphql-js names no code where a document is invalid; that will not get better by itself.
    code: typeof code === 'string' ? (code as RefusalCode) : 'BAD_USER_INPUT',
    message: graphQLError.message,
    ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
    ...(typeof field === 'string' && { field }),
    ...(typeof reason === 'string' && { reason }),
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
