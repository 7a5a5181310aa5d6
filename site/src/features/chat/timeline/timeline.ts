import type {
  MessageFieldsFragment,
  ParticipantFieldsFragment,
  RoomEventsSubscription,
  RoomFieldsFragment,
} from '../../../apollo/generated/chat';
import type { Excerpt } from './excerpt';

export type Message = MessageFieldsFragment;
/** What a reply shows of the message it answers. */
export type Quote = NonNullable<Message['replyTo']>;
export type RoomEvent = RoomEventsSubscription['roomEvents'];
export type DurableEvent = Extract<RoomEvent, { revision: number }>;
export type RoomSignal = Exclude<RoomEvent, DurableEvent>;
export type Presence = Extract<RoomEvent, { __typename: 'PresenceChanged' }>;
export type Participant = ParticipantFieldsFragment;
type History = Extract<RoomEvent, { __typename: 'History' }>;

/** Messages as the server pages them, oldest first. */
export interface MessagePage {
  readonly messages: readonly Message[];
  /** What the page before this one is asked for with; null for an empty page. */
  readonly startCursor: string | null;
  /** What the page after this one is asked for with; null for an empty page. */
  readonly endCursor: string | null;
  readonly hasPrevious: boolean;
}

/**
 * What a client knows of a room's messages. State held plus events equals state fetched afresh: every function
 * here may be called in any order and as often as it likes, and no message is lost, doubled or out of place.
 */
export interface Timeline {
  /** The revision up to which every event has been taken in; null before the first History. */
  readonly revision: number | null;
  /** How often it was begun anew, and what it held dropped. */
  readonly starts: number;
  /** By `seq`; from the oldest one held to the newest, none is missing. */
  readonly messages: readonly Message[];
  /** Of our own: known to be stored, and not delivered by the feed yet. */
  readonly acknowledged: readonly Message[];
  /** Changed while they lay outside `messages`: what an older page says of them may be out of date. */
  readonly changedOutside: readonly Message[];
  /** What a reader has jumped to, far from `messages`. */
  readonly excerpt: Excerpt | null;
  /** Whether the room has messages older than these, and the cursor to ask for them with, where it is known. */
  readonly older: { readonly exists: boolean; readonly cursor: string | null };
  /** The room as the latest event told it. */
  readonly room: RoomFieldsFragment | null;
}

export const emptyTimeline: Timeline = {
  revision: null,
  starts: 0,
  messages: [],
  acknowledged: [],
  changedOutside: [],
  excerpt: null,
  older: { exists: false, cursor: null },
  room: null,
};

/** True where an event must not be applied, since one before it is missing: the feed then has to resume. */
export function leavesGap(timeline: Timeline, event: DurableEvent): boolean {
  if (event.__typename === 'History') return false;
  return timeline.revision === null || event.revision > timeline.revision + 1;
}

/**
 * Takes in what `roomEvents` sent.
 * @param resumedFrom the revision that the subscription had asked for, null for a first one
 */
export function applyEvent(
  timeline: Timeline,
  event: DurableEvent,
  resumedFrom: number | null,
): Timeline {
  switch (event.__typename) {
    case 'History':
      return resumedFrom === null || event.truncated
        ? startFrom(timeline, event)
        : resumeWith(timeline, event);
    case 'MessagePosted':
    case 'MessageChanged':
      return advance(takeIn(timeline, [event.message]), event.revision);
    case 'RoomChanged':
      return isOutdated(timeline, event.revision)
        ? timeline
        : advance({ ...timeline, room: event.room }, event.revision);
  }
}

/** Our own message, as the server stored it. */
export function applyAcknowledgement(timeline: Timeline, message: Message): Timeline {
  const isDelivered = timeline.messages.some(({ id }) => id === message.id);
  const isOlder = message.seq < (timeline.messages[0]?.seq ?? 0);
  if (isDelivered || isOlder) return takeIn(timeline, [message]);
  return { ...timeline, acknowledged: merge(timeline.acknowledged, [message]) };
}

/** The newest page, for those who read without a feed, and until a feed's History arrives. */
export function applyNewestPage(timeline: Timeline, page: MessagePage): Timeline {
  if (timeline.revision !== null) return timeline;
  const newest = timeline.messages.at(-1);
  const first = page.messages[0];
  const continues = newest && first && first.seq <= newest.seq + 1;
  if (continues) return takeIn(timeline, page.messages);
  return {
    ...withMessages(timeline, page.messages),
    older: { exists: page.hasPrevious, cursor: page.startCursor },
  };
}

/**
 * The page before the oldest message held.
 * @param asked the timeline when the page was asked for; where it does not fit any more, it is dropped
 */
export function applyOlderPage(timeline: Timeline, page: MessagePage, asked: Timeline): Timeline {
  if (!isSameStart(timeline, asked)) return timeline;
  if (timeline.messages[0]?.id !== asked.messages[0]?.id) return timeline;
  const changed = new Map(timeline.changedOutside.map((message) => [message.id, message]));
  const messages = page.messages.map((message) => newer(changed.get(message.id), message));
  return meet({
    ...withMessages(timeline, merge(messages, timeline.messages)),
    older: { exists: page.hasPrevious, cursor: page.startCursor },
  });
}

/** The events replayed by a resumed subscription, all of them at once. */
function resumeWith(timeline: Timeline, history: History): Timeline {
  if (isOutdated(timeline, history.revision)) return takeIn(timeline, history.messages);
  return advance({ ...takeIn(timeline, history.messages), room: history.room }, history.revision);
}

/** Drops what is held: it may have a hole before the History's first message, or have changed unseen. */
function startFrom(timeline: Timeline, history: History): Timeline {
  if (isOutdated(timeline, history.revision)) return takeIn(timeline, history.messages);
  const [first] = history.messages;
  const keepsOldest = first && first.id === timeline.messages[0]?.id;
  return {
    ...withMessages({ ...timeline, changedOutside: [], excerpt: null }, history.messages),
    room: history.room,
    revision: history.revision,
    starts: timeline.starts + 1,
    older: keepsOldest ? timeline.older : { exists: first ? first.seq > 1 : false, cursor: null },
  };
}

/** Where nothing is missing between the excerpt and the newer messages, they are one. */
export function meet(timeline: Timeline): Timeline {
  const { excerpt, messages } = timeline;
  const [start, end] = [excerpt?.messages[0], excerpt?.messages.at(-1)];
  const next = messages[0];
  if (!excerpt || !start || !end || !next || end.seq + 1 < next.seq) return timeline;
  return {
    ...timeline,
    messages: merge(excerpt.messages, messages),
    older: start.seq < next.seq ? excerpt.older : timeline.older,
    excerpt: null,
  };
}

/** False where all was dropped since: changes of what was asked for then may have been missed. */
export function isSameStart(timeline: Timeline, asked: Timeline): boolean {
  return timeline.starts === asked.starts;
}

function isOutdated({ revision }: Timeline, ofEvent: number): boolean {
  return revision !== null && ofEvent < revision;
}

function advance(timeline: Timeline, revision: number): Timeline {
  return { ...timeline, revision: Math.max(timeline.revision ?? 0, revision) };
}

/** Merges messages that are known to leave no hole after the newest one held. */
function takeIn(timeline: Timeline, messages: readonly Message[]): Timeline {
  const oldest = timeline.messages[0]?.seq ?? 0;
  const inside = messages.filter(({ seq }) => seq >= oldest);
  const outside = messages.filter(({ seq }) => seq < oldest);
  return {
    ...withMessages(timeline, merge(timeline.messages, inside)),
    ...(outside.length > 0 && {
      changedOutside: merge(timeline.changedOutside, outside),
      excerpt: timeline.excerpt && withChanged(timeline.excerpt, outside),
    }),
  };
}

function withChanged(excerpt: Excerpt, changed: readonly Message[]): Excerpt {
  const held = new Set(excerpt.messages.map(({ id }) => id));
  const ours = changed.filter(({ id }) => held.has(id));
  return ours.length ? { ...excerpt, messages: merge(excerpt.messages, ours) } : excerpt;
}

function withMessages(timeline: Timeline, messages: readonly Message[]): Timeline {
  if (timeline.acknowledged.length === 0) return { ...timeline, messages };
  const known = new Set(messages.map(({ id }) => id));
  const oldest = messages[0]?.seq ?? 0;
  return {
    ...timeline,
    messages: merge(
      messages,
      timeline.acknowledged.filter(({ id }) => known.has(id)),
    ),
    // What is older than the messages held will come with a page of older ones.
    acknowledged: timeline.acknowledged.filter(({ id, seq }) => seq > oldest && !known.has(id)),
  };
}

/** Both lists as one, by `seq`, each message once and in its newest revision. */
export function merge(held: readonly Message[], incoming: readonly Message[]): readonly Message[] {
  const newest = held.at(-1);
  // Nearly always: one new message, after all others.
  const isAppended = incoming.every(
    ({ seq }, index) => seq > (incoming[index - 1]?.seq ?? newest?.seq ?? 0),
  );
  if (isAppended) return incoming.length ? [...held, ...incoming] : held;
  const byId = new Map(held.map((message) => [message.id, message]));
  for (const message of incoming) {
    byId.set(message.id, newer(byId.get(message.id), message));
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}

export function newer(held: Message | undefined, incoming: Message): Message {
  return held && held.revision >= incoming.revision ? held : incoming;
}
