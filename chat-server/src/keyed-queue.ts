/** Does what has the same key one at a time, in the order it came; what has another key goes beside it. */
export class KeyedQueue {
  /** What came last of each key, as long as it is under way. */
  readonly #last = new Map<string, Promise<void>>();

  /** @param work is told whether it had to wait for others; it begins at once where it had not */
  add<T>(key: string, work: (hasWaited: boolean) => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    const result = before ? before.then(() => work(true)) : work(false);
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(key, settled);
    void settled.then(() => {
      if (this.#last.get(key) === settled) this.#last.delete(key);
    });
    return result;
  }

  /** Resolves when all that was added so far has ended. */
  async idle(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}
