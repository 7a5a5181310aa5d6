import { randomUUID } from 'node:crypto';

import { GraphQLError, type GraphQLFormattedError } from 'graphql';

import { ChatError, unavailable, type ErrorCode } from '../errors';
import type { Logger } from '../logger';
import { isUnreachable } from '../store/is-unreachable';

const databaseAway = unavailable('The database cannot be reached now. Try again.');

/** What a client may read of an error. Anything that was not made for clients comes out as INTERNAL. */
export function createErrorMask(logger: Logger): (error: unknown) => GraphQLFormattedError {
  return (error) => {
    const refusal = refusalOf(error);
    if (refusal) return formatted(refusal, refusal.code, error);
    if (isRequestFault(error)) {
      const { message } = error;
      return formatted({ message, details: {} }, 'BAD_USER_INPUT', error);
    }
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    // What is asked through Payload fails with the driver's own errors.
    if (isUnreachable(cause)) {
      logger.warn({ err: loggable(cause) }, 'The database could not be reached');
      return formatted(databaseAway, databaseAway.code, error);
    }
    // The id lets an operator find in the log what a user reports.
    const errorId = randomUUID();
    logger.error({ err: loggable(cause), errorId }, 'unexpected error');
    return formatted({ message: 'Internal server error', details: { errorId } }, 'INTERNAL', error);
  };
}

function formatted(
  { message, details }: { message: string; details: object },
  code: ErrorCode,
  error: unknown,
): GraphQLFormattedError {
  const { locations, path } = error instanceof GraphQLError ? error.toJSON() : {};
  return {
    message,
    ...(locations ? { locations } : {}),
    ...(path ? { path } : {}),
    extensions: { code, ...details },
  };
}

function refusalOf(error: unknown): ChatError | undefined {
  if (error instanceof ChatError) return error;
  if (error instanceof GraphQLError && error.originalError) return refusalOf(error.originalError);
  return undefined;
}

/**
 * Whether graphql itself refused the request: a syntax or validation error, or a variable of the
 * wrong type. It makes such errors before any field is resolved, hence without a path.
 */
const isRequestFault = (error: unknown): error is GraphQLError =>
  error instanceof GraphQLError && error.path === undefined;

/** A driver's error can carry the statement it failed on, and so the text of a message. */
function loggable(error: unknown): { type: string; code?: unknown; stack?: string } {
  if (!(error instanceof Error)) return { type: typeof error };
  const [, ...frames] = error.stack?.split(/\n(?=\s+at )/) ?? [];
  return {
    type: error.name,
    ...('code' in error ? { code: error.code } : {}),
    stack: frames.join('\n'),
  };
}
