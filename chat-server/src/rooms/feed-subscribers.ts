import pMap from 'p-map';

import type { Logger } from '../logger';
import type { FeedHistory } from './feed';
import type { FeedEvent } from './room-change';

export interface FeedSubscriber {
  userId: string;
  /** The last revision that the subscriber saw; null to begin with the newest messages. */
  afterRevision: number | null;
  /** Called once, before anything else. Those who stand in the same place get the same object. */
  begin: (history: FeedHistory) => void;
  /**
   * Called with every change after `history.revision`, once and in order, with the signals among them as they
   * come. All who are told the same get the same array, of either changes or signals.
   */
  tell: (events: readonly FeedEvent[]) => void;
  /** Called once, when the subscription has ended, however it did. */
  onEnd?: () => void;
  /**
   * Asked when what the account is in the room may have changed. False ends the subscription; after a
   * rejection it is asked again.
   */
  mayStay?: () => Promise<boolean>;
}

/** Somebody's place among those who listen. */
export interface FeedSubscription {
  /** Ends it; a second time does nothing. */
  leave(): void;
}

interface FeedSubscribersOptions {
  logger: Logger;
  /** Called each time that somebody has left. */
  onLeft: () => void;
}

/**
 * Of how many it is asked at a time whether they may stay. All at once would be thousands of questions under
 * way, and what they take would outlive the young generation: then each check costs collections of the whole heap.
 */
const mostAsked = 64;

/** Those who listen to one room in this process. */
export class FeedSubscribers {
  readonly #options: FeedSubscribersOptions;
  readonly #subscriptions = new Map<FeedSubscription, FeedSubscriber>();
  readonly #byAccount = new Map<string, Set<FeedSubscription>>();
  /** Those who may have to go, as soon as the database can be asked. */
  readonly #unanswered = new Set<FeedSubscription>();

  constructor(options: FeedSubscribersOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#subscriptions.size;
  }

  add(subscriber: FeedSubscriber): FeedSubscription {
    const { userId } = subscriber;
    const own = this.#byAccount.get(userId) ?? new Set();
    const subscription = {
      leave: () => {
        if (!this.#subscriptions.delete(subscription)) return;
        if (own.delete(subscription) && own.size === 0) this.#byAccount.delete(userId);
        this.#unanswered.delete(subscription);
        subscriber.onEnd?.();
        this.#options.onLeft();
      },
    };
    this.#subscriptions.set(subscription, subscriber);
    this.#byAccount.set(userId, own.add(subscription));
    return subscription;
  }

  /** @param onlyTo the one account that is told; undefined for everybody */
  tell(events: readonly FeedEvent[], onlyTo?: string): void {
    if (onlyTo === undefined) {
      for (const subscriber of this.#subscriptions.values()) subscriber.tell(events);
      return;
    }
    for (const subscription of this.#byAccount.get(onlyTo) ?? []) {
      this.#subscriptions.get(subscription)?.tell(events);
    }
  }

  /** Ends the subscriptions of those who may not stay. @param userId undefined asks for everybody */
  async check(userId?: string): Promise<void> {
    const asked =
      userId === undefined ? this.#subscriptions.keys() : (this.#byAccount.get(userId) ?? []);
    await this.#check([...asked]);
  }

  /** Asks again where there was no answer. */
  async checkUnanswered(): Promise<void> {
    if (this.#unanswered.size > 0) await this.#check([...this.#unanswered]);
  }

  end(): void {
    for (const subscription of [...this.#subscriptions.keys()]) subscription.leave();
  }

  async #check(subscriptions: readonly FeedSubscription[]): Promise<void> {
    await pMap(subscriptions, (subscription) => this.#checkOne(subscription), {
      concurrency: mostAsked,
    });
  }

  async #checkOne(subscription: FeedSubscription): Promise<void> {
    const subscriber = this.#subscriptions.get(subscription);
    try {
      if (!((await subscriber?.mayStay?.()) ?? true)) subscription.leave();
      this.#unanswered.delete(subscription);
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'It could not be read who may listen to a room');
      if (this.#subscriptions.has(subscription)) this.#unanswered.add(subscription);
    }
  }
}
