import { settingsChannel, type SettingsChangedEvent } from '@coco-chat/collections';

import type { Bus } from '../bus/bus';
import type { Logger } from '../logger';

interface WatchedGlobalOptions {
  global: SettingsChangedEvent['global'];
  /** Reads the global, and puts what it says to use. */
  read: () => Promise<void>;
  bus: Bus;
  logger: Logger;
  /** How often it is read anew, whatever the bus says. Default: 30 seconds. */
  rereadEveryMs?: number | undefined;
}

/** Keeps what a process holds of one of Payload's globals as the database has it. */
export class WatchedGlobal {
  readonly #options: WatchedGlobalOptions;
  #reading: Promise<void> | null = null;
  #isStale = false;
  #stop: () => Promise<void> = () => Promise.resolve();

  private constructor(options: WatchedGlobalOptions) {
    this.#options = options;
  }

  /** Resolves once it was read. Rejects when it cannot be. */
  static async open(options: WatchedGlobalOptions): Promise<WatchedGlobal> {
    const watched = new WatchedGlobal(options);
    await watched.#watch();
    await options.read();
    return watched;
  }

  async close(): Promise<void> {
    await this.#stop();
  }

  async #watch(): Promise<void> {
    const { bus, global, rereadEveryMs = 30_000 } = this.#options;
    const again = (): void => {
      this.#readAgain();
    };
    const unsubscribe = await bus.subscribe(settingsChannel, (event) => {
      if (event.type === 'settings.changed' && event.global === global) again();
    });
    const forgetGaps = bus.onGap(again);
    const timer = setInterval(again, rereadEveryMs).unref();
    this.#stop = async () => {
      clearInterval(timer);
      forgetGaps();
      await unsubscribe();
    };
  }

  /** One read at a time; what changed while it was under way is read after it. */
  #readAgain(): void {
    if (this.#reading) {
      this.#isStale = true;
      return;
    }
    const { global, logger, read } = this.#options;
    this.#reading = read()
      .catch((error: unknown) => {
        logger.warn({ err: error, global }, 'Settings could not be read');
      })
      .finally(() => {
        this.#reading = null;
        if (!this.#isStale) return;
        this.#isStale = false;
        this.#readAgain();
      });
  }
}
