import cors from 'cors';
import express, {
  Router,
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { ResponseInit } from 'graphql-http';
import { createHandler } from 'graphql-http/lib/use/express';

import type { Environment } from '../environment';
import {
  badInput,
  ChatError,
  forbidden,
  httpStatus,
  payloadTooLarge,
  unauthenticated,
} from '../errors';
import type { Logger } from '../logger';
import { bearerToken, isBanned, type Authenticator, type Session } from './authentication';
import { originOf, type ContextFactory } from './context';
import { Documents } from './document';
import { largestMessage } from './limits';
import { createErrorMask } from './mask-error';
import { isAllowedOrigin } from './origins';

interface HttpTransportOptions {
  schema: GraphQLSchema;
  authenticator: Authenticator;
  contextFor: ContextFactory;
  environment: Environment;
  logger: Logger;
  path: string;
}

/**
 * How a request is answered that has come to nothing since it was too much at a time. graphql-http
 * answers 200 to whatever was executed, and whoever counts requests in front of us reads no bodies.
 */
function wholeRefusal({ data, errors = [] }: ExecutionResult): ResponseInit | null {
  const waits = errors.map(({ originalError }) =>
    originalError instanceof ChatError ? originalError.details.retryAfterMs : undefined,
  );
  const hasData = Object.values(data ?? {}).some((value) => value !== null);
  if (waits.length === 0 || hasData || waits.includes(undefined)) return null;
  const seconds = Math.ceil(Math.max(...waits.map((wait) => wait ?? 0)) / 1_000);
  return {
    status: httpStatus.RATE_LIMITED,
    statusText: 'Too Many Requests',
    headers: { 'content-type': 'application/json; charset=utf-8', 'retry-after': String(seconds) },
  };
}

interface Locals {
  session: Session | null;
}

/** Queries and mutations by HTTP, as the GraphQL over HTTP specification has it. POST only. */
export function createHttpTransport(options: HttpTransportOptions): Router {
  const { authenticator, contextFor, environment, path, schema } = options;
  const documents = new Documents(schema);
  const mask = createErrorMask(options.logger);

  const refuse = (response: Response, error: unknown): void => {
    const code = error instanceof ChatError ? error.code : 'INTERNAL';
    response.status(httpStatus[code]).json({ errors: [mask(error)] });
  };

  const authenticate: RequestHandler = async (request, response, next) => {
    const { authorization } = request.headers;
    const token = bearerToken(authorization);
    const session = token === null ? null : await authenticator.authenticate(token);
    if (authorization !== undefined && session === null) {
      response.set('WWW-Authenticate', 'Bearer error="invalid_token"');
      refuse(response, unauthenticated('The token is not valid, or no longer. Log in again.'));
      return;
    }
    if (session && isBanned(session, Date.now())) {
      refuse(response, forbidden('This account is banned.'));
      return;
    }
    (response.locals as Locals).session = session;
    next();
  };

  const handler = createHandler({
    schema,
    // Documents are checked by what `onSubscribe` returns, the same way as over WebSocket.
    onSubscribe: ({ context: { res: response }, raw }, { operationName, query, variables }) => {
      if (typeof query !== 'string') return [new GraphQLError('A document is missing.')];
      const document = documents.prepare(query);
      if (!('kind' in document)) return document;
      return {
        schema,
        document,
        operationName,
        variableValues: variables,
        contextValue: contextFor({
          session: (response.locals as Locals).session,
          ...originOf(raw, environment),
        }),
      };
    },
    onOperation: (_request, _args, result) => {
      const refused = wholeRefusal(result);
      if (!refused) return undefined;
      const { data = null, errors = [] } = result;
      const body = JSON.stringify({ errors: errors.map(mask), data });
      return [body, refused];
    },
    // The handler makes plain errors of requests that are no GraphQL request at all. What comes back
    // is only ever written as JSON.
    formatError: (error) =>
      mask(
        error instanceof GraphQLError ? error : badInput(error.message),
      ) as unknown as GraphQLError,
  });

  const onlyPost: RequestHandler = (_request, response) => {
    response.set('Allow', 'POST');
    response.status(405);
    response.json({ errors: [mask(badInput('Send the query by POST, or use a WebSocket.'))] });
  };

  const bodyFault: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    const { type } = error as { type?: string };
    if (response.headersSent) next(error);
    else if (type === 'entity.too.large') {
      refuse(response, payloadTooLarge(`A request has at most ${largestMessage} bytes.`));
    } else if (type?.startsWith('entity.') || type?.startsWith('encoding.')) {
      refuse(response, badInput('The body is not valid JSON.'));
    } else refuse(response, error);
  };

  const router = Router();
  router.use(
    path,
    cors((request: Request, callback) => {
      callback(null, {
        origin: isAllowedOrigin(request, environment.allowedOrigins),
        methods: ['POST'],
        allowedHeaders: ['Authorization', 'Content-Type'],
        exposedHeaders: ['Retry-After'],
        maxAge: 24 * 60 * 60, // a day, in seconds
      });
    }),
  );
  router.post(path, express.json({ limit: largestMessage }), authenticate, handler);
  router.all(path, onlyPost);
  router.use(path, bodyFault);
  return router;
}
