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

/** What the resolvers of one operation get: the services, and who is asking. */
export interface Context extends Services, Caller {
  /** Null for somebody who did not sign in. */
  viewerId: string | null;
  // graphql-ws asks this of a context.
  [key: PropertyKey]: unknown;
}

export const createContext = (services: Services, caller: Caller): Context => ({
  ...services,
  ...caller,
  viewerId: caller.session?.userId ?? null,
});

/** @throws ChatError UNAUTHENTICATED for somebody who did not sign in */
export function signedIn({ session }: Pick<Context, 'session'>): Session {
  if (!session) throw unauthenticated();
  return session;
}
