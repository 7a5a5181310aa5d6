/** The server takes somebody for writing for six seconds. */
const repeatMs = 3000;

/** Tells the server that somebody is writing: at the first key, again while they go on, and when they stop. */
export class TypingNotice {
  readonly #tell: (isTyping: boolean) => void;
  readonly #now: () => number;
  #toldAt: number | null = null;

  /** @param now in milliseconds */
  constructor(tell: (isTyping: boolean) => void, now: () => number = Date.now) {
    this.#tell = tell;
    this.#now = now;
  }

  /** @param isEmpty true where nothing is left of what was written */
  wrote(isEmpty: boolean): void {
    if (isEmpty) return this.stop();
    if (this.#toldAt !== null && this.#now() - this.#toldAt < repeatMs) return;
    this.#toldAt = this.#now();
    this.#tell(true);
  }

  stop(): void {
    if (this.#toldAt === null) return;
    this.#toldAt = null;
    this.#tell(false);
  }
}
