import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { Router } from 'express';

import { createContext } from './graphql/context';
import { createSchema } from './graphql/schema';
import type { Logger } from './logger';
import { sitePlace } from './rooms/presence/presence-store';
import { createServices, type ServicesOptions } from './services';
import { Authenticator } from './transport/authentication';
import type { Caller } from './transport/context';
import { createReadiness, type Readiness } from './transport/health';
import { createHttpTransport } from './transport/http';
import { createWebSocketTransport } from './transport/websocket';

/** Where the chat API is served, by HTTP and WebSocket. */
export const chatPath = '/chat/graphql';

export interface ChatServerOptions extends ServicesOptions {
  /** How often each WebSocket is pinged, in milliseconds. Default: 24 seconds. */
  keepAliveMs?: number;
}

export interface Usage {
  connections: number;
  subscriptions: number;
  rooms: number;
}

export interface ChatServer {
  /** Answers {@link chatPath} by HTTP, and leaves every other path to whoever comes next. */
  router: Router;
  /** Takes over a WebSocket for {@link chatPath}; false leaves the socket to others. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** What is open now: WebSockets, subscriptions to rooms, and the rooms these are for. */
  readonly usage: Usage;
  /** Sends every client elsewhere (4444), finishes what is being stored, and lets go of the bus. */
  close(): Promise<void>;
}

/** Puts the chat together, for whichever process hosts it. It neither listens nor opens the database. */
export async function createChatServer(options: ChatServerOptions): Promise<ChatServer> {
  const { bus, environment, keepAliveMs, logger, payload } = options;
  const services = await createServices(options);
  const { feeds, presence } = services;

  const shared = {
    schema: createSchema(),
    authenticator: new Authenticator(payload),
    environment,
    logger,
    path: chatPath,
    contextFor: (caller: Caller) => createContext(services, caller),
  };
  const webSockets = await createWebSocketTransport({
    ...shared,
    bus,
    ...(keepAliveMs === undefined ? {} : { keepAliveMs }),
    onConnected: (userId) => {
      const stay = presence.enter(sitePlace, userId);
      return (departure) => {
        stay.leave(departure);
      };
    },
  });

  return {
    router: Router().use(createHttpTransport(shared)),
    handleUpgrade: (request, socket, head) => webSockets.handleUpgrade(request, socket, head),
    get usage() {
      const { size: rooms, subscriptions } = feeds;
      return { connections: webSockets.size, subscriptions, rooms };
    },
    async close() {
      await webSockets.close();
      await services.close();
    },
  };
}

/** Whether a process that serves the chat, or the CMS beside it, is ready. */
export const watchReadiness = (
  { payload, bus }: Pick<ChatServerOptions, 'payload' | 'bus'>,
  logger: Logger,
): Readiness =>
  createReadiness(
    {
      needed: {
        database: () => payload.count({ collection: 'users', where: { id: { exists: false } } }),
      },
      // Without the bus every process looks into the database for what the others did.
      helpful: { events: () => bus.ping() },
    },
    logger,
  );
