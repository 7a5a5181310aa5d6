import type { BusEvent } from '@coco-chat/collections';

import type { Logger } from '../logger';

export type Listener = (event: BusEvent) => void;

/** Who listens to which channel in this process. */
export class ChannelListeners {
  // Each subscription is an object of its own, so that one function may be subscribed twice.
  readonly #subscriptions = new Map<string, Set<{ listener: Listener }>>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** @returns how to remove it, which tells whether it was the last of its channel */
  add(channel: string, listener: Listener): () => boolean {
    const subscription = { listener };
    const subscriptions = this.#subscriptions.get(channel) ?? new Set();
    this.#subscriptions.set(channel, subscriptions.add(subscription));
    return () => {
      if (!subscriptions.delete(subscription) || subscriptions.size > 0) return false;
      this.#subscriptions.delete(channel);
      return true;
    };
  }

  /** A listener that throws is logged, and harms no other. */
  deliver(channel: string, event: BusEvent): void {
    for (const { listener } of [...(this.#subscriptions.get(channel) ?? [])]) {
      try {
        listener(event);
      } catch (error) {
        this.#logger.error({ err: error, channel }, 'A listener of the event bus threw');
      }
    }
  }

  clear(): void {
    this.#subscriptions.clear();
  }
}
