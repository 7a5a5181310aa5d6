import { clientAddress, type Bus, type Environment, type Logger } from '@coco-chat/chat-server';
import { clientAddressHeader, contentChannel, publicContentFields } from '@coco-chat/collections';
import type express from 'express';
import type { RequestHandler } from 'express';
import { APIError, type Payload } from 'payload';

import { Answer } from './answer';
import { asksOnlyFor } from './asks-only-for';
import { isOfVisitor, questionOf } from './question';
import { readBody } from './read-body';
import { SharedAnswers, usualLifetime } from './shared-answers';

/** Where Payload's GraphQL is. */
export const graphqlPath = '/api/graphql';

export interface VisitorAnswers {
  /** Answers visitors; what others send to {@link graphqlPath} is handed on. */
  readonly handle: RequestHandler;
  close(): Promise<void>;
}

interface VisitorAnswersOptions {
  payload: Payload;
  bus: Pick<Bus, 'subscribe' | 'onGap'>;
  environment: Pick<Environment, 'publicUrl' | 'trustProxy'>;
  logger: Logger;
  /** How long an answer is given at most, in milliseconds. Default: {@link usualLifetime}. */
  lifetimeMs?: number;
}

/**
 * Answers what visitors ask of Payload's GraphQL. Who asks for public content alone shares the answer with
 * all who ask the same. All of these are forgotten when an editor changes content, in whichever process;
 * what the bus lost, and what it does not tell of (an image's text, a room that a page shows, a figure that
 * is counted), is seen when the lifetime is over.
 *
 * Payload is asked by its own route function, not by way of Next: an answer for all must not depend on the
 * connection of the one who asked first, and Next takes no request whose body has been read.
 */
export async function openVisitorAnswers({
  bus,
  environment: { publicUrl, trustProxy },
  lifetimeMs = usualLifetime,
  logger,
  payload,
}: VisitorAnswersOptions): Promise<VisitorAnswers> {
  const shared = new SharedAnswers<Answer>(lifetimeMs);
  const fields = publicContentFields(payload.config);
  let route: Promise<(request: Request) => Promise<Response>> | undefined;
  const url = publicUrl + graphqlPath;

  const forget = (): void => {
    shared.forget();
  };
  const unsubscribe = await bus.subscribe(contentChannel, forget);
  const forgetGaps = bus.onGap(forget);

  const askPayload = async (headers: HeadersInit, body: string): Promise<Answer> => {
    // Loaded for the first visitor: a start need not wait for it.
    const post = await (route ??= payloadRoute(payload));
    return Answer.of(await post(new Request(url, { method: 'POST', headers, body })));
  };

  const answerTo = async (request: express.Request, body: string): Promise<Answer> => {
    const question = questionOf(request, body);
    const kept = shared.get(question.key);
    if (kept) return kept;
    if (asksOnlyFor(fields, body)) {
      return shared.ask(question.key, () => askPayload(question.headers, body));
    }
    // Of a request's headers Node gives each as one string.
    const headers = new Headers(request.headers as Record<string, string>);
    headers.set(clientAddressHeader, clientAddress(request, trustProxy));
    return askPayload(headers, body);
  };

  return {
    handle: async (request, response, next) => {
      if (!isOfVisitor(request, graphqlPath)) return next();
      // Whoever went away while sending waits for no answer.
      const body = await readBody(request);
      if (body === null) return;
      try {
        const answer = await answerTo(request, body);
        await answer.send(request, response);
      } catch (error) {
        refuse(response, error, logger);
      }
    },
    close: async () => {
      forgetGaps();
      await unsubscribe();
    },
  };
}

async function payloadRoute({ config }: Payload) {
  const { GRAPHQL_POST } = await import('@payloadcms/next/routes');
  return GRAPHQL_POST(Promise.resolve(config));
}

/** For what Payload's route throws: it puts errors of the execution into its answer. */
function refuse(response: express.Response, error: unknown, logger: Logger): void {
  const status = error instanceof APIError ? error.status : 500;
  if (status === 500) logger.error({ err: error }, 'Payload did not answer a visitor');
  const message = status === 500 ? 'Something went wrong.' : (error as APIError).message;
  response.status(status).json({ errors: [{ message }] });
}
