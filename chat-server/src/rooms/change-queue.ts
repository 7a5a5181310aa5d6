import { isSignal, type FeedEvent } from './room-change';

/**
 * What happens in a room, on its way to one subscriber, who takes it piece by piece.
 *
 * It holds at most `limit`. Where it is full, signals give way to durable changes, and no more signals come in.
 * A subscriber who falls further behind with the changes is told by `onOverflow`, and gets the end of the
 * iteration instead of a hole.
 */
export class ChangeQueue implements AsyncIterableIterator<FeedEvent> {
  readonly #limit: number;
  readonly #onEnd: (overflowed: boolean) => void;
  #events: FeedEvent[] = [];
  #taken = 0;
  #waiting: ((result: IteratorResult<FeedEvent>) => void)[] = [];
  #isDone = false;

  /** @param onEnd called once, when the subscriber leaves or has fallen too far behind */
  constructor(limit: number, onEnd: (overflowed: boolean) => void) {
    this.#limit = limit;
    this.#onEnd = onEnd;
  }

  push(events: readonly FeedEvent[]): void {
    for (const event of events) {
      if (this.#isDone) return;
      const waiting = this.#waiting.shift();
      if (waiting) waiting({ done: false, value: event });
      else this.#keep(event);
    }
  }

  next(): Promise<IteratorResult<FeedEvent>> {
    const event = this.#events[this.#taken];
    if (event) {
      this.#taken += 1;
      if (this.#taken === this.#events.length) this.#clear();
      return Promise.resolve({ done: false, value: event });
    }
    if (this.#isDone) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<IteratorResult<FeedEvent>> {
    this.#end(false);
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #keep(event: FeedEvent): void {
    const isFull = (): boolean => this.#events.length - this.#taken >= this.#limit;
    if (isFull()) {
      if (isSignal(event)) return;
      this.#events = this.#events.slice(this.#taken).filter((kept) => !isSignal(kept));
      this.#taken = 0;
    }
    if (isFull()) this.#end(true);
    else this.#events.push(event);
  }

  #clear(): void {
    this.#events = [];
    this.#taken = 0;
  }

  #end(overflowed: boolean): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.#clear();
    for (const waiting of this.#waiting.splice(0)) waiting({ done: true, value: undefined });
    this.#onEnd(overflowed);
  }
}
