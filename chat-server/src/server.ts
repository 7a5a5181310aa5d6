import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { attachChatWriter } from '@coco-chat/collections';
import { Router } from 'express';
import type { Payload } from 'payload';

import type { Bus } from './bus/bus';
import { connectToRedis } from './bus/redis-connection';
import { LiveStats, readLiveStats } from './content/live-stats';
import type { Environment } from './environment';
import { createContext, type Services } from './graphql/context';
import { createSchema } from './graphql/schema';
import { Inbox } from './inbox/inbox';
import type { Logger } from './logger';
import { Changing } from './rooms/changing';
import { RoomFeeds } from './rooms/feeds';
import { Presence } from './rooms/presence/presence';
import { sitePlace, type PresenceStore } from './rooms/presence/presence-store';
import { RoomSignals } from './rooms/room-signals';
import { createLoaders } from './rooms/loaders';
import { createChatWriter } from './rooms/moderating';
import { Posting } from './rooms/posting';
import { Blocks } from './safety/blocks';
import { ChatFilters } from './safety/chat-filters';
import { RateLimiter } from './safety/rate-limiter';
import { RoomSanctions } from './safety/sanctions';
import { SlowMode } from './safety/slow-mode';
import { createStores } from './store/create-stores';
import { Authenticator } from './transport/authentication';
import type { Caller } from './transport/context';
import { createHealthRouter } from './transport/health';
import { createHttpTransport } from './transport/http';
import { createWebSocketTransport } from './transport/websocket';

/** Where the chat API is served, by HTTP and WebSocket. */
export const chatPath = '/chat/graphql';

export interface ChatServerOptions {
  payload: Payload;
  environment: Environment;
  logger: Logger;
  bus: Bus;
  /** Closed by whoever opened it, like the bus. */
  presence: PresenceStore;
  /** How long a lost connection may take to come back, in milliseconds. Default: 15 seconds. */
  presenceGraceMs?: number;
  /** How often each WebSocket is pinged, in milliseconds. Default: 12 seconds. */
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
  const { bus, environment, logger, payload } = options;
  const stores = await createStores(payload);
  const loaders = createLoaders(stores);
  const { rateLimitScale, redisUrl } = environment;
  const redis = redisUrl === null ? null : connectToRedis(redisUrl, 'counters', logger);
  const limiter = new RateLimiter(redis, rateLimitScale);
  const slowMode = new SlowMode(redis, logger);
  const filters = await ChatFilters.open({ payload, bus, logger });
  const posting = new Posting({
    store: stores.messages,
    members: stores.members,
    loaders,
    filters,
    slowMode,
    bus,
  });
  const changing = new Changing({ store: stores.messages, bus });
  const sanctions = new RoomSanctions({ payload, store: stores.sanctions, loaders, bus });
  const blocks = await Blocks.open({ payload, loaders, bus, logger });
  attachChatWriter(payload, createChatWriter(stores, changing, sanctions));
  const inboxReads = {
    membershipsOfAccounts: (ids: readonly string[]) => stores.inbox.membershipsOfAccounts(ids),
    counters: (ids: readonly string[]) => stores.messages.counters(ids),
  };
  const inbox = new Inbox({ bus, loaders, store: inboxReads, logger });
  const { keepAliveMs, presenceGraceMs: graceMs } = options;
  const presence = new Presence({
    store: options.presence,
    bus,
    ...(graceMs === undefined ? {} : { graceMs }),
  });
  const feeds = new RoomFeeds({
    store: stores.messages,
    bus,
    logger,
    createSignals: (roomId, emit) => new RoomSignals({ roomId, loaders, presence, logger, emit }),
  });
  const liveStats = new LiveStats({ read: () => readLiveStats(payload), logger });
  const authenticator = new Authenticator(payload);

  const services: Services = {
    ...{ payload, stores, loaders, feeds, posting, changing, bus },
    ...{ limiter, filters, blocks, sanctions, inbox, presence, liveStats },
  };
  const shared = {
    schema: createSchema(),
    authenticator,
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
      await Promise.all([posting.close(), changing.close()]);
      await Promise.all([feeds.close(), filters.close(), inbox.close(), blocks.close()]);
      liveStats.close();
      await presence.close();
      await stores.close();
      redis?.disconnect();
    },
  };
}

/** `/healthz` and `/readyz` of a process that serves the chat, or the CMS beside it. */
export const createReadiness = (
  { payload, bus }: Pick<ChatServerOptions, 'payload' | 'bus'>,
  logger: Logger,
): Router =>
  createHealthRouter(
    {
      database: () => payload.count({ collection: 'users', where: { id: { exists: false } } }),
      events: () => bus.ping(),
    },
    logger,
  );
