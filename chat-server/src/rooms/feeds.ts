import pMap from 'p-map';

import type { Bus } from '../bus/bus';
import type { Logger } from '../logger';
import { RoomFeed, type FeedOptions, type FeedSignals, type SignalEmitter } from './feed';
import type { FeedSubscriber, FeedSubscription } from './feed-subscribers';

/** In how many rooms at a time it is asked who may stay: there are more rooms than reads should be under way. */
const mostChecked = 16;

export interface FeedsOptions {
  store: FeedOptions['store'];
  bus: Bus;
  logger: Logger;
  /** What one room has to tell beside its durable changes. */
  createSignals?: (roomId: string, emit: SignalEmitter) => FeedSignals;
  /** How often every feed's position is compared with the database. Default: 30 seconds. */
  checkIntervalMs?: number;
  /** The same while the bus is down, so that people still hear each other. Default: 1 second. */
  outageCheckIntervalMs?: number;
}

/**
 * The feeds of the rooms that somebody in this process listens to: one a room, from the first
 * subscriber to the last. It also watches over them, and notices what a bus lost in silence.
 */
export class RoomFeeds {
  readonly #options: FeedsOptions;
  readonly #feeds = new Map<string, RoomFeed>();
  readonly #leaveBus: () => void;
  readonly #checkIntervalMs: number;
  readonly #outageCheckIntervalMs: number;
  readonly #timer: NodeJS.Timeout;
  #checkedAt = performance.now();

  constructor(options: FeedsOptions) {
    this.#options = options;
    this.#checkIntervalMs = options.checkIntervalMs ?? 30_000; // 30 seconds
    this.#outageCheckIntervalMs = options.outageCheckIntervalMs ?? 1_000; // 1 second
    this.#leaveBus = options.bus.onGap(() => void this.#check());
    this.#timer = setInterval(() => {
      this.#watch();
    }, this.#outageCheckIntervalMs).unref();
  }

  /** How many rooms are listened to in this process. */
  get size(): number {
    return this.#feeds.size;
  }

  /** See {@link RoomFeed.subscribe}. */
  subscribe(roomId: string, subscriber: FeedSubscriber): Promise<FeedSubscription> {
    const feed = this.#feeds.get(roomId) ?? this.#openFeed(roomId);
    return feed.subscribe(subscriber);
  }

  /** How many subscriptions there are in this process. */
  get subscriptions(): number {
    return [...this.#feeds.values()].reduce((total, { size }) => total + size, 0);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#leaveBus();
    await Promise.all([...this.#feeds.values()].map((feed) => feed.close()));
    this.#feeds.clear();
  }

  #openFeed(roomId: string): RoomFeed {
    const { bus, createSignals, logger, store } = this.#options;
    const feed = new RoomFeed({
      roomId,
      store,
      bus,
      logger,
      ...(createSignals
        ? { createSignals: (emit: SignalEmitter) => createSignals(roomId, emit) }
        : {}),
      onEmpty: () => this.#feeds.delete(roomId),
    });
    this.#feeds.set(roomId, feed);
    return feed;
  }

  #watch(): void {
    for (const feed of this.#feeds.values()) feed.retry();
    const { isConnected } = this.#options.bus;
    const interval = isConnected ? this.#checkIntervalMs : this.#outageCheckIntervalMs;
    const isDue = this.#feeds.size > 0 && performance.now() - this.#checkedAt >= interval;
    if (isDue) void this.#check();
  }

  /** One read for all rooms: how far has each come? And who may not listen any more? */
  async #check(): Promise<void> {
    this.#checkedAt = performance.now();
    void pMap(this.#feeds.values(), (feed) => feed.checkSubscribers(), {
      concurrency: mostChecked,
    });
    try {
      const counters = await this.#options.store.counters([...this.#feeds.keys()]);
      for (const [roomId, { revision }] of counters) this.#feeds.get(roomId)?.reach(revision);
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'The positions of the feeds could not be checked');
    }
  }
}
