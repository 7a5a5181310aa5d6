import { LRUCache } from 'lru-cache';

/** How long an answer is given, in milliseconds from when it was begun to be worked out. */
export const usualLifetime = 500;

/** What is kept at most, so that nobody fills the memory by asking ever new questions. */
const most = {
  answers: 1_000,
  bytes: 32 * 1024 * 1024, // 32 MiB
  bytesOfOne: 1024 * 1024, // 1 MiB
};

interface Kept {
  /** Whether it may be given to those who ask later, too. */
  readonly isWhole: boolean;
  /** In bytes. */
  readonly size: number;
}

interface Attempt<Answer> {
  /** By the clock of `performance.now()`. */
  readonly begun: number;
  readonly answer: Promise<Answer>;
}

/** Works an answer out once for all who ask the same at once, and for whoever asks within its lifetime. */
export class SharedAnswers<Answer extends Kept> {
  readonly #lifetime: number;
  readonly #attempts = new Map<string, Attempt<Answer>>();
  readonly #kept: LRUCache<string, Answer>;

  constructor(lifetime: number) {
    this.#lifetime = lifetime;
    this.#kept = new LRUCache<string, Answer>({
      max: most.answers,
      maxSize: most.bytes,
      maxEntrySize: most.bytesOfOne,
      sizeCalculation: ({ size }, key) => size + 2 * key.length,
      ttl: lifetime,
      perf: { now: () => performance.now() }, // the clock of the attempts, also where a test sets it
    });
  }

  /** An answer that is there already. */
  get(key: string): Answer | undefined {
    return this.#kept.get(key);
  }

  /**
   * The answer that is being worked out, or a new one. An attempt that has gone on for longer than the
   * lifetime is not joined: it may have read what has changed since.
   *
   * @param workOut rejects where there is no answer
   */
  async ask(key: string, workOut: () => Promise<Answer>): Promise<Answer> {
    const begun = performance.now();
    const underWay = this.#attempts.get(key);
    if (underWay && begun - underWay.begun < this.#lifetime) return underWay.answer;

    const attempt = { begun, answer: workOut() };
    this.#attempts.set(key, attempt);
    try {
      const answer = await attempt.answer;
      const isCurrent = this.#attempts.get(key) === attempt;
      if (isCurrent && answer.isWhole) this.#kept.set(key, answer, { start: begun });
      return answer;
    } finally {
      if (this.#attempts.get(key) === attempt) this.#attempts.delete(key);
    }
  }

  /** Whatever is asked from now on is worked out anew; what is under way serves those who wait for it. */
  forget(): void {
    this.#attempts.clear();
    this.#kept.clear();
  }
}
