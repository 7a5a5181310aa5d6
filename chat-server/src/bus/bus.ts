import type { EventBus } from '@coco-chat/collections';

/** What the chat needs of a bus beyond publishing and subscribing. */
export interface Bus extends EventBus {
  /** False while events of other processes cannot arrive. */
  readonly isConnected: boolean;
  /** Publishes that did not reach the other processes, since this process started. */
  readonly failedPublishes: number;
  /**
   * Calls back each time that events may have been missed: the connection was lost, is back, and
   * every channel is subscribed again. Whoever holds a position compares it with the database then.
   *
   * @returns how to stop listening
   */
  onGap(listener: () => void): () => void;
  /** Rejects when the bus cannot carry events now. */
  ping(): Promise<void>;
}
