import type { RoomChange } from './room-change';

/**
 * Changes on their way to one subscriber, who takes them one at a time.
 *
 * It holds at most `limit`: a subscriber who falls further behind is told by `onOverflow`, and gets
 * the end of the iteration instead of a hole.
 */
export class ChangeQueue implements AsyncIterableIterator<RoomChange> {
  readonly #limit: number;
  readonly #onEnd: (overflowed: boolean) => void;
  #changes: RoomChange[] = [];
  #taken = 0;
  #waiting: ((result: IteratorResult<RoomChange>) => void)[] = [];
  #isDone = false;

  /** @param onEnd called once, when the subscriber leaves or has fallen too far behind */
  constructor(limit: number, onEnd: (overflowed: boolean) => void) {
    this.#limit = limit;
    this.#onEnd = onEnd;
  }

  push(changes: readonly RoomChange[]): void {
    for (const change of changes) {
      if (this.#isDone) return;
      const waiting = this.#waiting.shift();
      if (waiting) waiting({ done: false, value: change });
      else this.#changes.push(change);
      if (this.#changes.length - this.#taken > this.#limit) this.#end(true);
    }
  }

  next(): Promise<IteratorResult<RoomChange>> {
    const change = this.#changes[this.#taken];
    if (change) {
      this.#taken += 1;
      if (this.#taken === this.#changes.length) this.#clear();
      return Promise.resolve({ done: false, value: change });
    }
    if (this.#isDone) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<IteratorResult<RoomChange>> {
    this.#end(false);
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #clear(): void {
    this.#changes = [];
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
