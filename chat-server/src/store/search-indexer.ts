import type { Logger } from '../logger';
import type { Posted } from './message-store';
import { blocksPerTransaction, completeUpTo } from './search-blocks';
import type { SearchIndex } from './search-index';

/**
 * Indexes blocks of messages behind the back of those who post: one transaction at a time, the room that
 * has waited longest first.
 *
 * What cannot be indexed is left for the next block of the room, or for who searches it.
 */
export class SearchIndexer {
  readonly #index: Pick<SearchIndex, 'indexBlocks'>;
  readonly #logger: Pick<Logger, 'warn'>;
  /** In the order in which they came. */
  readonly #waiting = new Set<string>();
  #running: Promise<void> | null = null;
  #isFailing = false;
  #isClosed = false;

  constructor(index: Pick<SearchIndex, 'indexBlocks'>, logger: Pick<Logger, 'warn'>) {
    this.#index = index;
    this.#logger = logger;
  }

  /** Messages were committed. Never throws, and waits for nothing. */
  notice(posted: readonly Posted[]): void {
    if (this.#isClosed) return;
    for (const { isNew, message } of posted) {
      if (isNew && completeUpTo(message.seq) === message.seq) this.#waiting.add(message.roomId);
    }
    if (this.#waiting.size > 0) this.#running ??= this.#run();
  }

  /** Waits for the transaction that is under way, and begins no other. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0 && !this.#isClosed) {
      // The posts' answers first, and together what was completed at the same time.
      await new Promise(setImmediate);
      const rooms = [...this.#waiting].slice(0, blocksPerTransaction);
      for (const room of rooms) this.#waiting.delete(room);
      try {
        for (const room of await this.#index.indexBlocks(rooms)) this.#waiting.add(room);
        this.#isFailing = false;
      } catch (error) {
        if (!this.#isFailing) this.#logger.warn({ err: error }, 'Messages could not be indexed');
        this.#isFailing = true;
      }
    }
    this.#running = null;
  }
}
