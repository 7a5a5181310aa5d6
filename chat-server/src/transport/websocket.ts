import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { accountsChannel, type EventBus } from '@coco-chat/collections';
import {
  GraphQLError,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { makeServer, type Context as OperationContext, type OperationResult } from 'graphql-ws';
import { WebSocketServer } from 'ws';

import type { Environment } from '../environment';
import { tooComplex } from '../errors';
import type { Logger } from '../logger';
import { FanOut } from '../fanout/fan-out';
import { SharedEvents } from '../fanout/shared-events';
import { subscribe } from '../fanout/subscribe';
import { Turn } from '../fanout/turn';
import { bearerToken, isBanned, type Authenticator, type Session } from './authentication';
import { closeCodes } from './close-codes';
import { Connection, Connections } from './connections';
import { originOf, type ContextFactory } from './context';
import { Documents } from './document';
import { KeepAlive } from './keep-alive';
import { largestMessage, mostConnections, mostSubscriptions } from './limits';
import { createErrorMask } from './mask-error';
import { isAllowedOrigin } from './origins';
import { departureOf, type Departure } from './departure';
import { serveSocket, takeMessage, type SocketExtra } from './protocol-socket';

interface WebSocketTransportOptions {
  schema: GraphQLSchema;
  authenticator: Authenticator;
  contextFor: ContextFactory;
  bus: EventBus;
  environment: Environment;
  logger: Logger;
  path: string;
  /** How often each socket is pinged, in milliseconds. Default: 24 seconds. */
  keepAliveMs?: number;
  /** Called when an account has connected; what it returns, when that connection is over. */
  onConnected?: (userId: string) => (departure: Departure) => void;
}

export interface WebSocketTransport {
  /** Takes the socket over when the request is for this transport; false leaves it to others. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** How many sockets are open. */
  readonly size: number;
  /** Asks every client to go elsewhere (4444), and resolves once they have gone. */
  close(): Promise<void>;
}

/** What a client may send first: `{ "authorization": "Bearer <token>" }`. */
type Parameters = { authorization?: unknown } & Record<string, unknown>;

type Extra = SocketExtra & {
  disconnected?: ((departure: Departure) => void) | undefined;
} & Partial<Record<PropertyKey, unknown>>;

/** What graphql or graphql-ws says that an operation came to. */
interface Executed {
  data?: ExecutionResult['data'] | undefined;
  errors?: readonly GraphQLError[] | undefined;
}

type OwnContext = OperationContext<Parameters, Extra>;

/** How long a client has to say who it is. */
const initTimeout = 5_000; // 5 seconds

/** How long clients are given to go once the server closes, before they are cut off. */
const goingPatience = 3_000; // 3 seconds

/** Queries, mutations and subscriptions over the graphql-transport-ws protocol. */
export async function createWebSocketTransport(
  options: WebSocketTransportOptions,
): Promise<WebSocketTransport> {
  const { authenticator, bus, contextFor, environment, logger, path, schema } = options;
  const { keepAliveMs = 24_000 } = options; // 24 seconds
  const documents = new Documents(schema);
  const mask = createErrorMask(logger);
  const connections = new Connections(authenticator);
  let isClosing = false;

  const server = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    // Compression costs memory for each socket, and lets lengths tell of secrets (CRIME).
    perMessageDeflate: false,
  });

  const masked = ({ data = null, errors }: Executed): FormattedExecutionResult | undefined =>
    errors && { data, errors: errors.map(mask) };
  const fanOut = new FanOut({
    logger,
    encode: (result) => Buffer.from(JSON.stringify(masked(result) ?? result)),
  });
  const keepAlive = new KeepAlive(keepAliveMs);
  const serving = { keepAlive, logger, turn: new Turn(), onTooSlow };

  const protocol = makeServer<Parameters, Extra>({
    schema,
    // Shared events are no results; `onOperation` makes of them what graphql-ws can wait for.
    subscribe: subscribe as (args: ExecutionArgs) => OperationResult,
    connectionInitWaitTimeout: initTimeout,
    jsonMessageReviver: takeMessage,

    onConnect: async (context: OwnContext) => {
      const { connectionParams, extra } = context;
      const { socket } = extra;
      const authorization = connectionParams?.authorization;
      // It is checked now, and nobody needs it any more.
      delete (context as { connectionParams?: Parameters }).connectionParams;
      const token = bearerToken(authorization);
      if (authorization !== undefined && authorization !== null && token === null) return false;
      let session: Session | null = null;
      try {
        if (token !== null)
          session = await authenticator.authenticate(token, { isConnecting: true });
      } catch (error) {
        logger.warn({ err: error }, 'It could not be checked who connects');
        new Connection(socket, null).close(closeCodes.tryAgainLater);
        return undefined;
      }
      const connection = new Connection(socket, session);
      if (token !== null && session === null) {
        connection.close(closeCodes.tokenExpired);
        return undefined;
      }
      if (session && isBanned(session, Date.now())) {
        connection.close(closeCodes.banned);
        return undefined;
      }
      if (session && connections.countOf(session.userId) >= mostConnections) {
        connection.close(closeCodes.tooManyConnections);
        return undefined;
      }
      // Gone, or told to go, while its token was checked.
      if (isClosing || socket.readyState !== socket.OPEN) {
        connection.close(closeCodes.moving);
        return undefined;
      }
      extra.connection = connection;
      connections.add(connection);
      if (session) extra.disconnected = options.onConnected?.(session.userId);
      return undefined;
    },

    onSubscribe: (context: OwnContext, _id, { operationName, query, variables }) => {
      if (Object.keys(context.subscriptions).length > mostSubscriptions) {
        const originalError = tooComplex(
          `A connection has at most ${mostSubscriptions} operations at a time.`,
        );
        return [new GraphQLError(originalError.message, { originalError })];
      }
      const document = documents.prepare(query);
      if (!('kind' in document)) return document;
      const { connection, origin } = context.extra;
      return {
        schema,
        document,
        operationName,
        variableValues: variables,
        // Without a spread: V8 would give each of thousands of contexts a shape of its own.
        contextValue: contextFor({
          session: connection?.session ?? null,
          addressHash: origin.addressHash,
          userAgent: origin.userAgent,
          close: (code) => {
            // The client goes because it is sent away, and not of its own accord.
            context.extra.end.code ??= code;
            connection?.close(code);
          },
          departure: () => departureOf(context.extra.end),
        }),
      };
    },

    onOperation: ({ extra }: OwnContext, id, _payload, args, result: unknown) =>
      isShared(result) ? fanOut.join(result, args, { id, outlet: extra.outlet }) : undefined,

    onNext: (_context, _id, _payload, _args, result) => masked(result),

    onError: (_context, _id, _payload, errors) => errors.map(mask),

    onClose: ({ extra }: OwnContext) => {
      if (extra.connection) connections.remove(extra.connection);
      extra.disconnected?.(departureOf(extra.end));
    },
  });

  const unsubscribe = await bus.subscribe(accountsChannel, (event) => {
    if (event.type !== 'account.changed') return;
    void connections.checkAgain(event.userId, event.endedSession, logger);
  });
  const recheck = connections.keepWatch(logger);

  return {
    get size() {
      return server.clients.size;
    },

    handleUpgrade(request, socket, head) {
      if (new URL(request.url ?? '/', 'http://localhost').pathname !== path) return false;
      if (isClosing) refuseUpgrade(socket, '503 Service Unavailable');
      else if (!isAllowedOrigin(request, environment.allowedOrigins)) {
        refuseUpgrade(socket, '403 Forbidden');
      } else {
        server.handleUpgrade(request, socket, head, (client) => {
          const origin = originOf(request, environment);
          serveSocket(protocol, { socket: client, stream: socket, origin }, serving);
        });
      }
      return true;
    },

    async close() {
      isClosing = true;
      clearInterval(recheck);
      keepAlive.stop();
      await unsubscribe();
      for (const client of server.clients) client.close(closeCodes.moving, 'Moving: reconnect now');
      const cutOff = setTimeout(() => {
        for (const client of server.clients) client.terminate();
      }, goingPatience);
      await Promise.all(
        [...server.clients].map((client) => new Promise((gone) => client.once('close', gone))),
      );
      clearTimeout(cutOff);
      server.close();
    },
  };
}

const isShared = (result: unknown): result is SharedEvents<object> =>
  result instanceof SharedEvents;

const onTooSlow = ({ connection, socket }: SocketExtra): void => {
  // Who has not even connected gets no reason.
  if (connection) connection.close(closeCodes.tooSlow);
  else socket.terminate();
};

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
