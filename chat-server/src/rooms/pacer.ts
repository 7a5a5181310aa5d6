/**
 * Does something when it is asked to: the first time at once, then at most once an interval however often
 * it is asked, never twice at a time, and always once more after it was last asked.
 */
export class Pacer {
  readonly #act: () => Promise<void>;
  readonly #intervalMs: () => number;
  readonly #onIdle: () => void;
  #isAsked = false;
  #isBusy = false;
  #rest: NodeJS.Timeout | undefined;
  #isStopped = false;

  /**
   * @param act never rejects
   * @param intervalMs from the end of one act to the beginning of the next
   * @param onIdle called when an interval has passed without being asked
   */
  constructor(
    act: () => Promise<void>,
    intervalMs: () => number,
    onIdle: () => void = () => undefined,
  ) {
    this.#act = act;
    this.#intervalMs = intervalMs;
    this.#onIdle = onIdle;
  }

  ask(): void {
    this.#isAsked = true;
    if (!this.#isBusy) void this.#run();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#rest);
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
    while (this.#isAsked && !this.#isStopped) {
      this.#isAsked = false;
      await this.#act();
      if (this.#restNow()) return;
    }
    this.#isBusy = false;
    this.#onIdle();
  }

  /** Stays busy until the interval is over. @returns false where there is none */
  #restNow(): boolean {
    const interval = this.#isStopped ? 0 : this.#intervalMs();
    if (interval > 0) this.#rest = setTimeout(() => void this.#run(), interval).unref();
    return interval > 0;
  }
}
