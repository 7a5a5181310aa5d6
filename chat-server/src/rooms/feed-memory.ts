import type { StoredMessage } from '../store/message-store';
import type { RoomChange } from '../store/room-change';

interface FeedMemoryOptions {
  /** How many messages a history without a position has. */
  pageSize: number;
  /** The most messages that are replayed to someone who comes back. */
  replayLimit: number;
}

/**
 * What a feed remembers, so that histories cost the database nothing: the newest messages, and the
 * messages changed last.
 */
export class FeedMemory {
  readonly #options: FeedMemoryOptions;
  /** The newest messages by seq, without a hole. */
  readonly #newest = new Map<number, StoredMessage>();
  /** Messages as they were changed, in order of revision; one changed twice is there twice. */
  #changed: StoredMessage[] = [];
  /** Every change above this revision is in {@link #changed}. */
  #floor = 0;
  #lastSeq = 0;

  constructor(options: FeedMemoryOptions) {
    this.#options = options;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Begins with the room's newest messages, knowing nothing of the changes before. */
  start(revision: number, lastSeq: number, newest: readonly StoredMessage[]): void {
    this.#floor = revision;
    this.#lastSeq = lastSeq;
    for (const message of newest) this.#newest.set(message.seq, message);
  }

  /** Adds what was read of the time before, up to the revision known so far. */
  extendBack(floor: number, changed: readonly StoredMessage[]): void {
    const earlier = changed.filter(({ revision }) => revision > floor && revision <= this.#floor);
    this.#changed = [...earlier, ...this.#changed];
    this.#floor = floor;
  }

  add(change: RoomChange): void {
    if (change.kind === 'room') return;
    const { message } = change;
    this.#lastSeq = Math.max(this.#lastSeq, message.seq);
    this.#newest.set(message.seq, message);
    for (const seq of this.#newest.keys()) {
      if (seq <= this.#lastSeq - this.#options.pageSize) this.#newest.delete(seq);
    }
    this.#changed.push(message);
    if (this.#changed.length > 2 * this.#options.replayLimit) this.#forget();
  }

  /** The newest messages, in order of seq. */
  newest(): StoredMessage[] {
    return [...this.#newest.values()].sort((one, other) => one.seq - other.seq);
  }

  knowsSince(revision: number): boolean {
    return revision >= this.#floor;
  }

  /** The messages changed after a revision that is known, as they are now, in order of seq. */
  since(revision: number): StoredMessage[] {
    const messages = new Map<string, StoredMessage>();
    for (const message of this.#changed) {
      if (message.revision > revision) messages.set(message.id, message);
    }
    return [...messages.values()].sort((one, other) => one.seq - other.seq);
  }

  /** Keeps as many messages as may be replayed, each once. */
  #forget(): void {
    const latest = new Map(this.#changed.map((message) => [message.id, message]));
    const kept = [...latest.values()].sort((one, other) => one.revision - other.revision);
    const forgotten = kept.splice(0, Math.max(0, kept.length - this.#options.replayLimit));
    this.#floor = Math.max(this.#floor, forgotten.at(-1)?.revision ?? 0);
    this.#changed = kept;
  }
}
