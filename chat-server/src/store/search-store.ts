import {
  blockSize,
  blocksPerRead,
  completeUpTo,
  lastOfBlock,
  mostUnindexed,
  rangesOf,
  type IndexProgress,
} from './search-blocks';
import type { SearchedMessage, SearchIndex } from './search-index';

/** What a search has looked at in one step. */
export interface SearchStep {
  /** Messages that may be what is searched for, newest first. None is in two steps. */
  texts: SearchedMessage[];
  /** What is sought has a lower seq, if there is more. */
  reached: number;
}

/**
 * Finds messages by the terms of their texts (see search-terms.ts), in whichever database.
 * Rejects with UNAVAILABLE while it cannot be reached.
 */
export class SearchStore {
  readonly #index: SearchIndex;

  constructor(index: SearchIndex) {
    this.#index = index;
  }

  /**
   * Looks through a room, newest first, without what was deleted or hidden. No message with every one of
   * the terms is missed; others are among those given, and each step gives at most
   * `blockSize * blocksPerRead`.
   *
   * @param before only messages with a lower seq
   */
  async *look(
    roomId: string,
    terms: readonly string[],
    before: number,
  ): AsyncGenerator<SearchStep, void, undefined> {
    if (terms.length === 0) return;
    // Read before anything else: what is indexed from now on is looked at as what it is, not indexed.
    const progress = await this.#progress(roomId);
    if (!progress) return;
    const { indexedTo, lastSeq } = progress;
    let reached = Math.min(before, lastSeq + 1);
    while (reached > indexedTo + 1) {
      const first = Math.max(indexedTo + 1, reached - blockSize * blocksPerRead);
      const texts = await this.#index.texts(roomId, [{ first, last: reached - 1 }]);
      reached = first;
      yield { texts, reached };
    }
    let upTo = Math.min(indexedTo, lastOfBlock(reached - 1));
    while (upTo > 0) {
      const places = await this.#index.entries(roomId, terms, upTo, blocksPerRead);
      const ranges = rangesOf(places, reached);
      const oldest = ranges.at(-1);
      if (oldest) {
        const texts = await this.#index.texts(roomId, ranges);
        reached = oldest.first;
        yield { texts, reached };
      }
      const place = places.at(-1);
      if (place === undefined || places.length < blocksPerRead) return;
      upTo = Math.min(place - 1, lastOfBlock(reached - 1));
    }
  }

  /** Takes what all messages of a room are found by away, once they are deleted for good. */
  forget(roomId: string): Promise<void> {
    return this.#index.forget(roomId);
  }

  /** Indexes first where much is not: what was there before the index, or what a process left undone. */
  async #progress(roomId: string): Promise<IndexProgress | null> {
    let progress = await this.#index.progress(roomId);
    // As the room is now: however much people post meanwhile, this has an end.
    const enough = progress ? completeUpTo(progress.lastSeq) - mostUnindexed : 0;
    while (progress && progress.indexedTo < enough) {
      await this.#index.indexBlocks([roomId]);
      progress = await this.#index.progress(roomId);
    }
    return progress;
  }
}
