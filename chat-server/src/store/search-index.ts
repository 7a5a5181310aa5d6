import type { IndexProgress, SeqRange } from './search-blocks';

/** What a search compares of a message. */
export interface SearchedMessage {
  id: string;
  seq: number;
  text: string;
  authorId: string | null;
}

/**
 * The index of one database, over blocks of messages and single messages that were edited: see
 * search-blocks.ts. `MessageStore` adds the latter as it changes messages, in the same transactions.
 *
 * Methods reject with UNAVAILABLE while the database cannot be reached.
 */
export interface SearchIndex {
  /** Null where nothing was ever posted. */
  progress(roomId: string): Promise<IndexProgress | null>;
  /**
   * The places of the newest entries of a room that have every one of the terms, newest first.
   *
   * @param upTo the last place that is looked at
   */
  entries(roomId: string, terms: readonly string[], upTo: number, limit: number): Promise<number[]>;
  /** The messages of a room in these ranges, newest first, without those that were deleted or hidden. */
  texts(roomId: string, ranges: readonly SeqRange[]): Promise<SearchedMessage[]>;
  /**
   * Indexes the oldest blocks of some rooms that are complete and not indexed, in one transaction: at most
   * `blocksPerTransaction`, or one for each room. Where somebody else indexes the same, one of both does.
   *
   * @returns the rooms that may have more
   */
  indexBlocks(roomIds: readonly string[]): Promise<string[]>;
  /** Takes all entries of a room away, whose messages are deleted. No other are made of them. */
  forget(roomId: string): Promise<void>;
}
