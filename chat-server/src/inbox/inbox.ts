import {
  accountsChannel,
  personChannel,
  type BusEvent,
  type EventBus,
} from '@coco-chat/collections';

import type { Bus } from '../bus/bus';
import { unavailable } from '../errors';
import type { Logger } from '../logger';
import type { Loaders } from '../rooms/loaders';
import type { Blocks } from '../safety/blocks';
import type { InboxStore } from '../store/inbox-store';
import { isActive, type StoredMembership } from '../store/member-store';
import type { MessageStore } from '../store/message-store';
import { InboxSubscription, type InboxState } from './inbox-subscription';
import { WatchedRoom } from './watched-room';

export interface InboxOptions {
  bus: Bus;
  loaders: Loaders;
  store: Pick<InboxStore, 'membershipsOfAccounts'> & Pick<MessageStore, 'counters'>;
  blocks: Pick<Blocks, 'blockedIn'>;
  logger: Logger;
  /** A room that is busy is told of this often at most. Default: 1 second. */
  quietMs?: number;
  /** How often everything is compared with the database. Default: 30 seconds. */
  checkIntervalMs?: number;
  /** The same while the bus is down. Default: 1 second. */
  outageCheckIntervalMs?: number;
}

/** Somebody with an open inbox, in one tab or several. */
interface Person {
  subscriptions: Set<InboxSubscription>;
  rooms: Map<string, WatchedRoom>;
  leave: Promise<() => Promise<void>>;
  /** The comparison of their rooms under way, and after it the next one. */
  updating: Promise<void>;
}

/** A mention further back than this many messages is not looked for. */
const furthestMention = 1_000;

/**
 * Tells people of the rooms they belong to: when somebody else has posted, when they have read on in
 * another tab, and when they are muted or have another role. It hears from the bus *that* something is new, and reads from the database what; so it
 * needs no order and no memory of messages, unlike a RoomFeed, and one subscription of the bus a room.
 */
export class Inbox {
  readonly #options: InboxOptions;
  readonly #people = new Map<string, Person>();
  readonly #rooms = new Map<string, WatchedRoom>();
  readonly #leaveGaps: () => void;
  readonly #timer: NodeJS.Timeout;
  #leaveAccounts: Promise<() => Promise<void>> | null = null;
  #checkedAt = performance.now();
  #isClosed = false;

  constructor(options: InboxOptions) {
    this.#options = options;
    const { bus, checkIntervalMs = 30_000, outageCheckIntervalMs = 1_000 } = options;
    this.#leaveGaps = bus.onGap(() => void this.#check());
    this.#timer = setInterval(() => {
      const interval = bus.isConnected ? checkIntervalMs : outageCheckIntervalMs;
      const isDue = performance.now() - this.#checkedAt >= interval;
      if (this.#people.size > 0 && isDue) void this.#check();
    }, outageCheckIntervalMs).unref();
  }

  /**
   * Begins with every room that has something unread.
   *
   * @throws ChatError UNAVAILABLE
   */
  async subscribe(userId: string): Promise<InboxSubscription> {
    if (this.#isClosed) throw unavailable('This server is stopping. Connect again.');
    const person = this.#people.get(userId) ?? this.#addPerson(userId);
    const subscription = new InboxSubscription({
      userId,
      load: (roomId) => this.#load(userId, roomId),
      onEnd: () => {
        person.subscriptions.delete(subscription);
        if (person.subscriptions.size === 0) this.#removePerson(userId, person);
      },
    });
    person.subscriptions.add(subscription);
    try {
      // The bus first: what happens after the rooms were read is then sure to be heard of.
      await Promise.all([person.leave, this.#leaveAccounts]);
      await this.#update(userId, person);
      for (const roomId of person.rooms.keys()) subscription.mark(roomId);
      return subscription;
    } catch (error) {
      await subscription.return();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#leaveGaps();
    const people = [...this.#people.values()];
    await Promise.all(
      people.flatMap(({ subscriptions }) => [...subscriptions]).map((each) => each.return()),
    );
    await Promise.all(people.map(({ updating }) => updating.catch(() => undefined)));
  }

  #addPerson(userId: string): Person {
    const { bus } = this.#options;
    const person: Person = {
      subscriptions: new Set(),
      rooms: new Map(),
      leave: bus.subscribe(personChannel(userId), (event) => {
        // A random session has begun or ended, and with it a membership.
        if (event.type === 'random.changed') void this.#tryUpdate(userId, person);
        if (event.type !== 'read.moved') return;
        for (const subscription of person.subscriptions) subscription.mark(event.roomId);
      }),
      updating: Promise.resolve(),
    };
    this.#people.set(userId, person);
    this.#leaveAccounts ??= bus.subscribe(accountsChannel, (event) => {
      this.#receiveAccount(event);
    });
    return person;
  }

  #removePerson(userId: string, person: Person): void {
    this.#people.delete(userId);
    for (const roomId of [...person.rooms.keys()]) this.#unwatch(userId, person, roomId);
    this.#end(person.leave);
    if (this.#people.size > 0 || !this.#leaveAccounts) return;
    this.#end(this.#leaveAccounts);
    this.#leaveAccounts = null;
  }

  #end(leave: ReturnType<EventBus['subscribe']>): void {
    leave
      .then((end) => end())
      .catch((error: unknown) => {
        this.#options.logger.warn({ err: error }, 'An inbox did not leave the bus cleanly');
      });
  }

  #receiveAccount(event: BusEvent): void {
    if (event.type !== 'membership.changed') return;
    const person = this.#people.get(event.userId);
    if (person) void this.#tryUpdate(event.userId, person, event.roomId);
  }

  /** @param roomId where they came, left, or are something else now, where that is known */
  async #tryUpdate(userId: string, person: Person, roomId?: string): Promise<void> {
    try {
      await this.#update(userId, person);
      if (roomId === undefined || !person.rooms.has(roomId)) return;
      for (const subscription of person.subscriptions) subscription.mark(roomId);
    } catch (error) {
      // The next check looks again.
      this.#checkedAt = -Infinity;
      this.#options.logger.warn({ err: error }, 'The rooms of an inbox could not be read');
    }
  }

  /** Reads which rooms somebody belongs to, one time after the other. */
  #update(userId: string, person: Person): Promise<void> {
    const update = async (): Promise<void> => {
      const memberships = await this.#options.store.membershipsOfAccounts([userId]);
      await this.#follow(userId, person, memberships);
    };
    const updating = person.updating.then(update, update);
    person.updating = updating.catch(() => undefined);
    return updating;
  }

  async #follow(
    userId: string,
    person: Person,
    memberships: readonly StoredMembership[],
  ): Promise<void> {
    if (this.#people.get(userId) !== person) return;
    const joined = new Set(memberships.map(({ roomId }) => roomId));
    for (const roomId of [...person.rooms.keys()]) {
      if (!joined.has(roomId)) this.#unwatch(userId, person, roomId);
    }
    const fresh = [...joined].filter((roomId) => !person.rooms.has(roomId));
    await Promise.all(
      fresh.map(async (roomId) => {
        try {
          await this.#watch(userId, person, roomId).ready();
        } catch (error) {
          this.#unwatch(userId, person, roomId);
          throw error;
        }
      }),
    );
    for (const subscription of person.subscriptions) {
      for (const roomId of fresh) subscription.mark(roomId);
    }
  }

  #watch(userId: string, person: Person, roomId: string): WatchedRoom {
    const room = this.#rooms.get(roomId) ?? this.#openRoom(roomId);
    room.members.add(userId);
    person.rooms.set(roomId, room);
    return room;
  }

  #openRoom(roomId: string): WatchedRoom {
    const { bus, quietMs = 1_000 } = this.#options;
    const room = new WatchedRoom({
      roomId,
      bus,
      quietMs,
      onPosted: (members) => {
        for (const userId of members) {
          for (const each of this.#people.get(userId)?.subscriptions ?? []) each.mark(roomId);
        }
      },
    });
    this.#rooms.set(roomId, room);
    return room;
  }

  #unwatch(userId: string, person: Person, roomId: string): void {
    const room = person.rooms.get(roomId);
    person.rooms.delete(roomId);
    for (const subscription of person.subscriptions) subscription.forget(roomId);
    if (!room?.members.delete(userId) || room.members.size > 0) return;
    this.#rooms.delete(roomId);
    room.close().catch((error: unknown) => {
      this.#options.logger.warn({ err: error }, 'A room of inboxes did not leave the bus cleanly');
    });
  }

  /** Two reads for everybody: which rooms are theirs, and is anything unread that they do not know? */
  async #check(): Promise<void> {
    this.#checkedAt = performance.now();
    const { logger, store } = this.#options;
    try {
      const memberships = await store.membershipsOfAccounts([...this.#people.keys()]);
      const isMember = new Set(memberships.map(({ roomId, userId }) => `${roomId} ${userId}`));
      const count = new Map<string, number>();
      for (const { userId } of memberships) count.set(userId, (count.get(userId) ?? 0) + 1);
      for (const [userId, person] of this.#people) {
        const isSame =
          person.rooms.size === (count.get(userId) ?? 0) &&
          [...person.rooms.keys()].every((roomId) => isMember.has(`${roomId} ${userId}`));
        // Not what was read here: a change that is under way may be newer.
        if (!isSame) await this.#update(userId, person);
      }
      const counters = await store.counters([...this.#rooms.keys()]);
      for (const membership of memberships) {
        const { lastReadSeq, roomId, userId } = membership;
        const seq = counters.get(roomId)?.lastSeq ?? 0;
        const unreadCount = Math.max(0, seq - lastReadSeq);
        for (const subscription of this.#people.get(userId)?.subscriptions ?? []) {
          subscription.markUnlessShown(roomId, { seq, unreadCount, standing: membership });
        }
      }
    } catch (error) {
      logger.warn({ err: error }, 'Inboxes could not be compared with the database');
    }
  }

  async #load(userId: string, roomId: string): Promise<InboxState | null> {
    const { blocks, loaders, logger } = this.#options;
    try {
      const [membership, room, { lastSeq }] = await Promise.all([
        loaders.membership.load({ roomId, userId }),
        loaders.room.load(roomId),
        loaders.counters.load(roomId),
      ]);
      if (!room || !membership || !isActive(membership)) return null;
      const unreadCount = Math.max(0, lastSeq - membership.lastReadSeq);
      const lastReadSeq = Math.max(membership.lastReadSeq, lastSeq - furthestMention);
      const blockedIds = unreadCount === 0 ? [] : await blocks.blockedIn(userId, room);
      const [lastMessage, mentionsViewer] = await Promise.all([
        lastSeq === 0 ? null : loaders.messageBySeq.load({ roomId, seq: lastSeq }),
        unreadCount > 0 && loaders.mentioned.load({ ...membership, lastReadSeq, blockedIds }),
      ]);
      return { roomId, unreadCount, lastMessage, mentionsViewer, membership };
    } catch (error) {
      // The next check, which is soon, finds that it was not shown.
      this.#checkedAt = -Infinity;
      logger.warn({ err: error }, 'A room of an inbox could not be read');
      return null;
    }
  }
}
