import type { StoredMessage } from './message-store';

/**
 * Finds messages by the terms of their texts (see search-terms.ts). `MessageStore` keeps the index as it
 * posts and changes messages, in the same transactions; what a room had before there was an index is
 * indexed when the room is first searched. Rejects with UNAVAILABLE while the database cannot be reached.
 */
export interface SearchStore {
  /**
   * The newest messages of a room with every one of the terms and a seq below `before`, newest first,
   * without those that were deleted or hidden.
   */
  candidates(
    roomId: string,
    terms: readonly string[],
    before: number,
    limit: number,
  ): Promise<StoredMessage[]>;
  /** Takes the terms of all messages of a room away, for a room whose messages are deleted for good. */
  forget(roomId: string): Promise<void>;
}

/** How many messages are indexed in one transaction, where a room was not. */
export const indexingBatch = 200;
