import { attachChatWriter, attachRandomDesk } from '@coco-chat/collections';
import type { Payload } from 'payload';

import type { Bus } from './bus/bus';
import { connectToRedis } from './bus/redis-connection';
import { LiveStats, readLiveStats } from './content/live-stats';
import type { Environment } from './environment';
import type { Services } from './graphql/context';
import { Inbox } from './inbox/inbox';
import type { Logger } from './logger';
import { Changing } from './rooms/changing';
import { RoomFeeds } from './rooms/feeds';
import { createLoaders } from './rooms/loaders';
import { createChatWriter } from './rooms/moderating';
import { Posting } from './rooms/posting';
import { Presence } from './rooms/presence/presence';
import type { PresenceStore } from './rooms/presence/presence-store';
import { RoomSignals } from './rooms/room-signals';
import { RandomMatches } from './random/matches';
import { createQueue } from './random/queue/create-queue';
import type { PartnerTiming } from './random/partner-watch';
import { WatchedRandomSettings } from './random/settings';
import { Blocks } from './safety/blocks';
import { ChatFilters } from './safety/chat-filters';
import { RateLimiter } from './safety/rate-limiter';
import { RoomSanctions } from './safety/sanctions';
import { SlowMode } from './safety/slow-mode';
import { createStores } from './store/create-stores';

export interface ServicesOptions {
  payload: Payload;
  environment: Environment;
  logger: Logger;
  bus: Bus;
  /** Closed by whoever opened it, like the bus. */
  presence: PresenceStore;
  /** Shorter waits for partners who are away, for tests. */
  partnerTiming?: Partial<PartnerTiming>;
  /** How long a lost connection may take to come back, in milliseconds. Default: 15 seconds. */
  presenceGraceMs?: number;
}

export interface RunningServices extends Services {
  /** Finishes what is being stored, and lets go of the bus and the stores. */
  close(): Promise<void>;
}

/** Wires what the resolvers of one process work with. */
export async function createServices(options: ServicesOptions): Promise<RunningServices> {
  const { bus, environment, logger, payload, presenceGraceMs: graceMs } = options;
  const stores = await createStores(payload);
  const loaders = createLoaders(stores);

  const { rateLimitScale, redisUrl } = environment;
  const redis = redisUrl === null ? null : connectToRedis(redisUrl, 'counters', logger);
  const limiter = new RateLimiter(redis, rateLimitScale);
  const slowMode = new SlowMode(redis, logger);
  const filters = await ChatFilters.open({ payload, bus, logger });
  const blocks = await Blocks.open({ payload, loaders, bus, logger });
  const sanctions = new RoomSanctions({ payload, store: stores.sanctions, loaders, bus });

  const { messages, members } = stores;
  const randomSettings = await WatchedRandomSettings.open({ payload, bus, logger });
  const posting = new Posting({
    ...{ store: messages, members, loaders, filters, slowMode, bus },
    quietFirstMs: () => randomSettings.current.quietFirstMs,
  });
  const changing = new Changing({ store: messages, bus });
  attachChatWriter(payload, createChatWriter(stores, changing, sanctions));

  const presence = new Presence({
    store: options.presence,
    bus,
    ...(graceMs === undefined ? {} : { graceMs }),
  });
  const feeds = new RoomFeeds({
    store: messages,
    bus,
    logger,
    createSignals: (roomId, emit) => new RoomSignals({ roomId, loaders, presence, logger, emit }),
  });
  const inboxReads = {
    membershipsOfAccounts: (ids: readonly string[]) => stores.inbox.membershipsOfAccounts(ids),
    counters: (ids: readonly string[]) => messages.counters(ids),
  };
  const inbox = new Inbox({ bus, loaders, store: inboxReads, blocks, logger });
  const queue = createQueue(environment, logger);
  const matches = await RandomMatches.open({
    ...{ payload, queue, loaders, presence, bus, logger },
    ...{ store: stores.random, settings: randomSettings, partnerTiming: options.partnerTiming },
  });
  attachRandomDesk(payload, {
    waiting: () => queue.waiting(),
    end: (id) => matches.sessions.end(id, 'moderated', null),
  });
  const liveStats = new LiveStats({ read: () => readLiveStats(payload), logger });

  return {
    ...{ payload, stores, loaders, feeds, posting, changing, bus },
    ...{ matches, randomSettings },
    ...{ limiter, filters, blocks, sanctions, inbox, presence, liveStats },
    async close() {
      await Promise.all([posting.close(), changing.close()]);
      await matches.close();
      await Promise.all([
        feeds.close(),
        randomSettings.close(),
        filters.close(),
        inbox.close(),
        blocks.close(),
      ]);
      liveStats.close();
      await presence.close();
      await stores.close();
      redis?.disconnect();
    },
  };
}
