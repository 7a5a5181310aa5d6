import type { EventBus } from '@coco-chat/collections';

import type { Payload } from 'payload';

import type { LiveStats } from '../content/live-stats';
import { unauthenticated } from '../errors';
import type { Inbox } from '../inbox/inbox';
import type { Changing } from '../rooms/changing';
import type { RandomMatches } from '../random/matches';
import type { WatchedRandomSettings } from '../random/settings';
import type { RoomFeeds } from '../rooms/feeds';
import type { Loaders } from '../rooms/loaders';
import type { Posting } from '../rooms/posting';
import type { Blocks } from '../safety/blocks';
import type { ChatFilters } from '../safety/chat-filters';
import type { RoomSanctions } from '../safety/sanctions';
import type { RateLimiter } from '../safety/rate-limiter';
import type { Presence } from '../rooms/presence/presence';
import type { Stores } from '../store/create-stores';
import type { Session } from '../transport/authentication';
import type { Caller } from '../transport/context';

/** What resolvers work with, the same for every operation of the process. */
export interface Services {
  stores: Stores;
  loaders: Loaders;
  feeds: RoomFeeds;
  posting: Posting;
  changing: Changing;
  limiter: RateLimiter;
  filters: ChatFilters;
  inbox: Inbox;
  presence: Presence;
  liveStats: LiveStats;
  blocks: Blocks;
  sanctions: RoomSanctions;
  matches: RandomMatches;
  randomSettings: WatchedRandomSettings;
  /** For what is rare enough for Payload's own API. */
  payload: Payload;
  bus: EventBus;
}

/** What may be asked about whoever looks by those who need not know who that is. */
export interface Viewer {
  readonly isSignedIn: boolean;
  /** Whether the viewer has blocked an account, as far as a room goes. */
  hasBlocked(userId: string | null, roomId: string): Promise<boolean>;
}

/** What the resolvers of one operation get: the services, and who is asking. */
export interface Context extends Services, Caller {
  /** Null for somebody who did not sign in. */
  viewerId: string | null;
  /**
   * What events are told to is shared by all about whom this was answered the same; whoever asks for more
   * of the viewer makes it for one account alone. See `fanout/questions.ts`.
   */
  viewer: Viewer;
  // graphql-ws asks this of a context.
  [key: PropertyKey]: unknown;
}

export function createContext(services: Services, caller: Caller): Context {
  const viewerId = caller.session?.userId ?? null;
  const viewer: Viewer = {
    isSignedIn: viewerId !== null,
    hasBlocked: (userId, roomId) => services.blocks.isBlocked(viewerId, userId, roomId),
  };
  // There are as many contexts as subscriptions: what all have in common is not copied into each.
  const context = Object.create(services) as object;
  return Object.assign(context, caller, { viewerId, viewer }) as Context;
}

/** @throws ChatError UNAUTHENTICATED for somebody who did not sign in */
export function signedIn({ session }: Pick<Context, 'session'>): Session {
  if (!session) throw unauthenticated();
  return session;
}
