import type { Payload } from 'payload';

/** Durable changes of one room were stored; `revision` is the newest of them. */
export interface RoomChangedEvent {
  type: 'room.changed';
  roomId: string;
  /** The revisions stored, consecutive: `from` to `to`, both included. */
  from: number;
  to: number;
  /**
   * What was stored, as the publisher's store gives it, oldest first; left out where it would be
   * too large for the bus, and then read from the database.
   */
  changes?: readonly unknown[];
}

/** An editor published, changed or took away something that visitors see. */
export interface ContentPublishedEvent {
  type: 'content.published';
  collection: 'page-sections' | 'site-stats';
  /** The document's `key`. */
  key: string;
  /** RFC 3339, UTC. */
  at: string;
}

/** Somebody began to write in a room, or stopped. Not durable. */
export interface TypingChangedEvent {
  type: 'typing.changed';
  roomId: string;
  membershipId: string;
  isTyping: boolean;
}

/** People came into a room or left it, as far as being online goes: look who is there. Not durable. */
export interface PresenceChangedEvent {
  type: 'presence.changed';
  roomId: string;
}

/** A member has read further. */
export interface ReadMovedEvent {
  type: 'read.moved';
  roomId: string;
  membershipId: string;
  participantId: string;
  userId: string;
  seq: number;
}

/**
 * What somebody is in a room changed: joined, left, banned, muted, or given another role. Who may no
 * longer be there is sent away.
 */
export interface MembershipChangedEvent {
  type: 'membership.changed';
  roomId: string;
  membershipId: string;
  userId: string;
}

/** Somebody blocked another person, or no longer does. */
export interface BlocksChangedEvent {
  type: 'blocks.changed';
  userId: string;
}

/** An account logged out, changed its roles or was deleted: its open connections are checked again. */
export interface AccountChangedEvent {
  type: 'account.changed';
  userId: string;
  /** The `sid` of the tokens that ended with a log-out: whatever they opened is closed at once. */
  endedSession?: string;
}

/** What an editor or moderator set for the whole chat changed, such as its word filter. */
export interface SettingsChangedEvent {
  type: 'settings.changed';
  /** The slug of Payload's global. */
  global: 'chat-filters' | 'random-match';
}

/** Something became of a person in the random match, maybe through another process. */
export interface RandomChangedEvent {
  type: 'random.changed';
  userId: string;
  /**
   * `session`: one began or ended, look in the database. `superseded`: a newer subscription than those
   * before `ticketId`. `next` and `left`: they are about to end their session, and wait on or are done.
   */
  reason: 'session' | 'superseded' | 'next' | 'left';
  /** Of the newer subscription. */
  ticketId?: string;
}

/** What happened. An event tells that the database changed; it is never the only place that knows. */
export type BusEvent =
  | RoomChangedEvent
  | TypingChangedEvent
  | PresenceChangedEvent
  | ReadMovedEvent
  | MembershipChangedEvent
  | ContentPublishedEvent
  | AccountChangedEvent
  | BlocksChangedEvent
  | SettingsChangedEvent
  | RandomChangedEvent;

export const contentChannel = 'content';
/** What is set for the whole chat. */
export const settingsChannel = 'settings';
/** Of one room: its durable changes, typing, presence, read markers and members. */
export const roomChannel = (roomId: string): string => `room:${roomId}`;
/** Of one person, for what only their own clients are told: how far they have read, and their random match. */
export const personChannel = (userId: string): string => `person:${userId}`;
/**
 * One for all accounts (their rights, memberships and blocks): such changes are rare, and every process
 * looks whether they concern it.
 */
export const accountsChannel = 'accounts';

/** Carries events to every process. The database is the truth, and the bus may drop what it carries. */
export interface EventBus {
  /**
   * Hands an event to the listeners of a channel in every process, in order per channel. Resolves
   * when it is handed on, and does not reject: a failed publish is logged and counted.
   */
  publish(channel: string, event: BusEvent): Promise<void>;
  /** Resolves to the way to unsubscribe, once all that is published from now on will be received. */
  subscribe(channel: string, listener: (event: BusEvent) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

// Kept on the Payload instance: the config can be loaded twice in a process (by Node, and in
// Next's bundle), and a variable of this module would then exist twice.
const busKey = Symbol.for('coco-chat.event-bus');

/** Lets the hooks of this Payload instance announce what happens on the bus. */
export function attachEventBus(payload: Payload, bus: EventBus): void {
  Object.defineProperty(payload, busKey, { value: bus, configurable: true });
}

/** The bus of this Payload instance; undefined where nobody listens, as in a migration. */
export function eventBusOf(payload: Payload): EventBus | undefined {
  return (payload as { [busKey]?: EventBus })[busKey];
}
