import { roomChannel, type BusEvent, type RoomChangedEvent } from '@coco-chat/collections';

import type { Bus } from '../bus/bus';
import { badInput, unavailable } from '../errors';
import type { Logger } from '../logger';
import type { MessageStore, StoredMessage } from '../store/message-store';
import { asOne } from './as-one';
import { FeedMemory } from './feed-memory';
import { FeedSubscribers, type FeedSubscriber, type FeedSubscription } from './feed-subscribers';
import { changesOf, type RoomSignal } from './room-change';
import type { RoomChange } from '../store/room-change';

/** Where somebody who subscribes stands: everything up to `revision`, and then the changes after it. */
export interface FeedHistory {
  revision: number;
  /** In order of seq. */
  messages: readonly StoredMessage[];
  /** There was more to replay than is replayed: these are the newest messages instead. */
  isTruncated: boolean;
}

/** Tells everybody who listens, or one account alone. */
export type SignalEmitter = (signal: RoomSignal, onlyTo?: string) => void;

/** What happens in a room and is not kept; see `RoomSignals`. */
export interface FeedSignals {
  /** What somebody who has just subscribed cannot know. */
  readonly current: readonly RoomSignal[];
  open(): Promise<void>;
  receive(event: BusEvent): void;
  noteChanges(changes: readonly RoomChange[]): void;
  close(): void;
}

export interface FeedOptions {
  roomId: string;
  store: Pick<MessageStore, 'since' | 'latestChanges' | 'newest' | 'counters'>;
  bus: Bus;
  logger: Logger;
  /** What the room has to tell beside its durable changes; nothing where it is left out. */
  createSignals?: (emit: SignalEmitter) => FeedSignals;
  /** Called when the last subscriber has left. */
  onEmpty?: () => void;
  pageSize?: number;
  replayLimit?: number;
}

/** The most messages replayed to someone who comes back; the contract names it. */
const replayLimit = 500;
/** How many messages a history without a position has. */
const pageSize = 50;
/** The most pages of missed changes that are gathered before they are handed on. */
const mostPages = 100;
/** How many positions' histories are remembered until the next change. */
const mostHistories = 100;
/** Announced changes that cannot be placed yet are kept up to this many; the database has the rest. */
const pendingLimit = 1_000;

/**
 * One room's changes as they happen, for all who listen in this process.
 *
 * The bus says that something changed, and usually what. The feed puts the changes in order of
 * revision, drops those it had, and reads from the database what is missing: because the bus lost it,
 * or a later change overtook it. Each subscriber gets each revision once, in order.
 */
export class RoomFeed {
  readonly #options: FeedOptions;
  readonly #memory: FeedMemory;
  readonly #replayLimit: number;
  readonly #subscribers: FeedSubscribers;
  readonly #signals: FeedSignals | undefined;
  /** Changes that came before those they follow, by revision. */
  readonly #pending = new Map<number, RoomChange>();
  /** What those who subscribe are given, by their position: for all who come between two changes. */
  readonly #histories = new Map<number | null, FeedHistory>();
  /** The revision up to which everything was handed to the subscribers. */
  #head = 0;
  /** The newest revision heard of. */
  #announced = 0;
  #isEarlierLoaded = false;
  #healing: Promise<void> | null = null;
  #loading: Promise<void> | null = null;
  #opening: Promise<void> | null = null;
  #leave: (() => Promise<void>) | null = null;
  #isOpen = false;
  #isClosed = false;
  /** Those who are about to subscribe: they keep the feed open too. */
  #arriving = 0;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#replayLimit = options.replayLimit ?? replayLimit;
    this.#memory = new FeedMemory({
      pageSize: options.pageSize ?? pageSize,
      replayLimit: this.#replayLimit,
    });
    this.#subscribers = new FeedSubscribers({
      logger: options.logger,
      onLeft: () => {
        this.#closeWhenEmpty();
      },
    });
    this.#signals = options.createSignals?.((signal, onlyTo) => {
      this.#subscribers.tell(asOne(signal), onlyTo);
    });
  }

  get revision(): number {
    return this.#head;
  }

  /** How many subscriptions there are. */
  get size(): number {
    return this.#subscribers.size;
  }

  /**
   * @throws ChatError BAD_USER_INPUT for a revision that the room has not reached; UNAVAILABLE when
   *   the database cannot be read
   */
  async subscribe(subscriber: FeedSubscriber): Promise<FeedSubscription> {
    const { afterRevision } = subscriber;
    this.#arriving += 1;
    try {
      await (this.#opening ??= this.#open());
      if (afterRevision !== null) await this.#prepare(afterRevision);
      if (this.#isClosed) throw unavailable('This server is stopping. Connect again.');
      // From here on nothing is awaited, so that no change falls between history and subscription.
      subscriber.begin(this.#historySince(afterRevision));
      const subscription = this.#subscribers.add(subscriber);
      for (const signal of this.#signals?.current ?? []) subscriber.tell(asOne(signal));
      // Nobody was told of what happened to the subscriber's membership meanwhile.
      void this.#subscribers.check(subscriber.userId);
      return subscription;
    } finally {
      this.#arriving -= 1;
      this.#closeWhenEmpty();
    }
  }

  /** Tells the feed how far the room has come, as somebody read it from the database. */
  reach(revision: number): void {
    this.#announced = Math.max(this.#announced, revision);
    this.healWhenBehind();
  }

  /** Sends those away who may not listen any more, for when the bus may not have told. */
  checkSubscribers(): Promise<void> {
    return this.#subscribers.check();
  }

  /** Does again what failed: the reading of what is missing, and the question who may stay. */
  retry(): void {
    this.healWhenBehind();
    void this.#subscribers.checkUnanswered();
  }

  /** Reads what is known to be missing, unless that is under way. */
  healWhenBehind(): void {
    if (!this.#isOpen || this.#isClosed || this.#head >= this.#announced) return;
    this.#healing ??= this.#heal()
      .catch((error: unknown) => {
        // Whoever keeps watch over the feeds tries again.
        this.#options.logger.warn({ err: error }, 'A feed could not read what it had missed');
      })
      .finally(() => (this.#healing = null));
  }

  /** Ends every subscription, and resolves when the bus is unsubscribed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#signals?.close();
    this.#subscribers.end();
    await this.#opening?.catch(() => undefined);
    await this.#leave?.();
  }

  #closeWhenEmpty(): void {
    if (this.#isClosed || this.#arriving > 0 || this.#subscribers.size > 0) return;
    this.#options.onEmpty?.();
    this.close().catch((error: unknown) => {
      this.#options.logger.warn({ err: error }, 'A feed did not close cleanly');
    });
  }

  async #open(): Promise<void> {
    const { bus, roomId, store } = this.#options;
    // The bus first: what is stored after the read is then sure to be heard of.
    const early: BusEvent[] = [];
    let receive = (event: BusEvent): void => void early.push(event);
    this.#leave = await bus.subscribe(roomChannel(roomId), (event) => {
      receive(event);
    });
    const [{ counters, messages }] = await Promise.all([
      store.newest(roomId, this.#options.pageSize ?? pageSize),
      this.#signals?.open(),
    ]);
    this.#memory.start(counters.revision, counters.lastSeq, messages);
    this.#head = counters.revision;
    this.#isOpen = true;
    receive = (event) => {
      this.#receive(event);
    };
    for (const event of early) this.#receive(event);
    this.healWhenBehind();
  }

  #receive(event: BusEvent): void {
    if (event.type === 'room.changed') this.#receiveChanges(event);
    else this.#signals?.receive(event);
    if (event.type === 'membership.changed') void this.#subscribers.check(event.userId);
  }

  #receiveChanges(event: RoomChangedEvent): void {
    if (event.to <= this.#head) return;
    this.#announced = Math.max(this.#announced, event.to);
    for (const change of changesOf(event) ?? []) {
      const isUseful = change.revision > this.#head && this.#pending.size < pendingLimit;
      if (isUseful) this.#pending.set(change.revision, change);
    }
    this.#placePending();
    this.healWhenBehind();
  }

  /** Hands on the pending changes that follow what was handed on. */
  #placePending(): void {
    const changes: RoomChange[] = [];
    for (let next = this.#head + 1; ; next += 1) {
      const change = this.#pending.get(next);
      if (!change) break;
      changes.push(change);
    }
    this.#handOn(changes);
  }

  #handOn(changes: readonly RoomChange[]): void {
    const last = changes.at(-1);
    if (!last) return;
    this.#head = last.revision;
    this.#histories.clear();
    for (const change of changes) {
      this.#pending.delete(change.revision);
      this.#memory.add(change);
    }
    this.#subscribers.tell(changes);
    this.#signals?.noteChanges(changes);
  }

  async #heal(): Promise<void> {
    while (this.#head < this.#announced && !this.#isClosed) {
      const [start, announced] = [this.#head, this.#announced];
      const { messages, revision } = await this.#readSince(start);
      this.#catchUp(messages, revision);
      this.#placePending();
      // Announced, and not in the database: it was not so. The database is the truth.
      const isNews = this.#head > start || this.#announced > announced;
      if (!isNews) this.#announced = this.#head;
    }
  }

  /**
   * Reads page by page and hands on nothing in between: a message that was posted and then edited is
   * found under its edit alone, on a later page than its neighbours.
   */
  async #readSince(start: number): Promise<{ messages: StoredMessage[]; revision: number }> {
    const { roomId, store } = this.#options;
    const messages: StoredMessage[] = [];
    for (let page = 0; page < mostPages; page += 1) {
      const read = await store.since(roomId, lastRevision(messages) ?? start, this.#replayLimit);
      messages.push(...read.messages);
      if (read.isComplete) return { messages, revision: read.counters.revision };
    }
    return { messages, revision: lastRevision(messages) ?? start };
  }

  /** Hands on what was read: the messages changed since some earlier revision, all up to `revision`. */
  #catchUp(messages: readonly StoredMessage[], revision: number): void {
    const { lastSeq } = this.#memory;
    const byRevision = new Map(messages.map((message) => [message.revision, message]));
    const changes: RoomChange[] = [];
    for (let next = this.#head + 1; next <= revision; next += 1) {
      const message = byRevision.get(next);
      if (!message) changes.push({ kind: 'room', revision: next });
      else {
        const kind = message.seq > lastSeq ? 'posted' : 'changed';
        changes.push({ kind, revision: next, message });
      }
    }
    this.#handOn(changes);
    for (const known of this.#pending.keys()) {
      if (known <= this.#head) this.#pending.delete(known);
    }
  }

  /** Reads what it takes to answer for a position, unless memory has it. */
  async #prepare(afterRevision: number): Promise<void> {
    if (afterRevision > this.#head) {
      // Another process may be ahead of the bus.
      const counters = await this.#options.store.counters([this.#options.roomId]);
      const { revision } = counters.get(this.#options.roomId) ?? { revision: 0 };
      if (afterRevision > Math.max(revision, this.#head)) {
        throw badInput('The room has not reached this revision.', 'afterRevision');
      }
      this.reach(revision);
      await this.#healing;
      if (afterRevision > this.#head) throw unavailable('The room cannot be read now. Try again.');
    }
    if (this.#memory.knowsSince(afterRevision) || this.#isEarlierLoaded) return;
    await (this.#loading ??= this.#loadEarlier().finally(() => (this.#loading = null)));
  }

  /** One read that answers every position from then on: who lacks more gets a truncated history. */
  async #loadEarlier(): Promise<void> {
    const { roomId, store } = this.#options;
    const { counters, messages } = await store.latestChanges(roomId, this.#replayLimit + 1);
    const floor = messages.length > this.#replayLimit ? (messages[0]?.revision ?? 0) : 0;
    if (floor <= this.#head) this.#catchUp(messages, counters.revision);
    this.#memory.extendBack(floor, messages);
    this.#histories.clear();
    this.#isEarlierLoaded = true;
  }

  #historySince(afterRevision: number | null): FeedHistory {
    const known = this.#histories.get(afterRevision);
    if (known) return known;
    if (this.#histories.size >= mostHistories) this.#histories.clear();
    const history = this.#makeHistory(afterRevision);
    this.#histories.set(afterRevision, history);
    return history;
  }

  #makeHistory(afterRevision: number | null): FeedHistory {
    const revision = this.#head;
    if (afterRevision === null) {
      return { revision, messages: this.#memory.newest(), isTruncated: false };
    }
    if (this.#memory.knowsSince(afterRevision)) {
      const messages = this.#memory.since(afterRevision);
      if (messages.length <= this.#replayLimit) return { revision, messages, isTruncated: false };
    }
    return { revision, messages: this.#memory.newest(), isTruncated: true };
  }
}

const lastRevision = (messages: readonly StoredMessage[]): number | undefined =>
  messages.at(-1)?.revision;
