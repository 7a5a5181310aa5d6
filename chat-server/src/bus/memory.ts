import type { BusEvent } from '@coco-chat/collections';

import type { Logger } from '../logger';
import type { Bus } from './bus';
import { ChannelListeners, type Listener } from './channel-listeners';

/** The bus of the embedded default: all who publish and listen are in this process. */
export class MemoryBus implements Bus {
  readonly isConnected = true;
  readonly failedPublishes = 0;
  readonly #listeners: ChannelListeners;
  #isClosed = false;

  constructor(logger: Logger) {
    this.#listeners = new ChannelListeners(logger);
  }

  publish(channel: string, event: BusEvent): Promise<void> {
    // Delivered in a later microtask, as from elsewhere: a publisher never runs its listeners' code.
    queueMicrotask(() => {
      if (!this.#isClosed) this.#listeners.deliver(channel, event);
    });
    return Promise.resolve();
  }

  subscribe(channel: string, listener: Listener): Promise<() => Promise<void>> {
    const remove = this.#listeners.add(channel, listener);
    return Promise.resolve(() => {
      remove();
      return Promise.resolve();
    });
  }

  onGap(): () => void {
    return () => undefined;
  }

  ping(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#listeners.clear();
    return Promise.resolve();
  }
}
