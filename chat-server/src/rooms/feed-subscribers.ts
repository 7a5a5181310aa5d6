import type { Logger } from '../logger';
import { ChangeQueue } from './change-queue';
import type { FeedEvent } from './room-change';

export interface FeedSubscriber {
  userId: string;
  /** The last revision that the subscriber saw; null to begin with the newest messages. */
  afterRevision: number | null;
  /** Called when the subscriber took the changes too slowly, and was dropped. */
  onOverflow?: () => void;
  /** Called once, when the subscription has ended, however it did. */
  onEnd?: () => void;
  /**
   * Asked when what the account is in the room may have changed. False ends the subscription; after a
   * rejection it is asked again.
   */
  mayStay?: () => Promise<boolean>;
}

interface FeedSubscribersOptions {
  logger: Logger;
  /** How many events one subscriber may be behind. */
  queueLimit: number;
  /** Called each time that somebody has left. */
  onLeft: () => void;
}

/** Those who listen to one room in this process. */
export class FeedSubscribers {
  readonly #options: FeedSubscribersOptions;
  readonly #queues = new Map<ChangeQueue, FeedSubscriber>();
  /** Those who may have to go, as soon as the database can be asked. */
  readonly #unanswered = new Set<ChangeQueue>();

  constructor(options: FeedSubscribersOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#queues.size;
  }

  add(subscriber: FeedSubscriber): ChangeQueue {
    const { onLeft, queueLimit } = this.#options;
    const queue = new ChangeQueue(queueLimit, (overflowed) => {
      this.#queues.delete(queue);
      this.#unanswered.delete(queue);
      if (overflowed) subscriber.onOverflow?.();
      subscriber.onEnd?.();
      onLeft();
    });
    this.#queues.set(queue, subscriber);
    return queue;
  }

  /** @param onlyTo the one account that is told; undefined for everybody */
  push(events: readonly FeedEvent[], onlyTo?: string): void {
    for (const [queue, { userId }] of [...this.#queues]) {
      if (onlyTo === undefined || onlyTo === userId) queue.push(events);
    }
  }

  /** Ends the subscriptions of those who may not stay. @param userId undefined asks for everybody */
  async check(userId?: string): Promise<void> {
    const everybody = [...this.#queues.keys()];
    const isOfAccount = (queue: ChangeQueue): boolean => this.#queues.get(queue)?.userId === userId;
    await this.#check(userId === undefined ? everybody : everybody.filter(isOfAccount));
  }

  /** Asks again where there was no answer. */
  async checkUnanswered(): Promise<void> {
    if (this.#unanswered.size > 0) await this.#check([...this.#unanswered]);
  }

  end(): void {
    for (const queue of [...this.#queues.keys()]) void queue.return();
  }

  async #check(queues: readonly ChangeQueue[]): Promise<void> {
    await Promise.all(
      queues.map(async (queue) => {
        try {
          if (!((await this.#queues.get(queue)?.mayStay?.()) ?? true)) await queue.return();
          this.#unanswered.delete(queue);
        } catch (error) {
          this.#options.logger.warn(
            { err: error },
            'It could not be read who may listen to a room',
          );
          if (this.#queues.has(queue)) this.#unanswered.add(queue);
        }
      }),
    );
  }
}
