import { ChatError } from '../../errors';

interface Waiting<Group, Result> {
  group: Group;
  resolve: (result: Result) => void;
  reject: (reason: unknown) => void;
}

interface CombinedCommitOptions<Group, Result> {
  /** Commits all groups or none, and is not patient: rejects as soon as one collides. */
  together: (groups: readonly Group[]) => Promise<Result[]>;
  /** Commits one group, however often it has to be tried. */
  alone: (group: Group) => Promise<Result>;
}

/** How many commits of several groups are under way at a time: one is prepared while another is written. */
const mostRunning = 2;

/** The most groups of one commit. */
const mostTogether = 64;

/**
 * Commits what several rooms have for the database at the same time as one transaction, as the round trips
 * of a transaction cost more than what is written in it. Whatever waits while commits are under way goes
 * into the next; what is alone waits for nothing.
 *
 * Rooms that other processes write to collide. Then each goes on alone and holds up no other, and fewer
 * are put together for a while: half as many with each collision, twice as many after each success.
 */
export class CombinedCommit<Group, Result> {
  readonly #options: CombinedCommitOptions<Group, Result>;
  readonly #waiting: Waiting<Group, Result>[] = [];
  #running = 0;
  #most = mostTogether;
  #isStarting = false;

  constructor(options: CombinedCommitOptions<Group, Result>) {
    this.#options = options;
  }

  /** Resolves once the group is committed, and rejects when it was not. */
  add(group: Group): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ group, resolve, reject });
      this.#startSoon();
    });
  }

  /** At the end of the event loop's turn, with all that the turn brings. */
  #startSoon(): void {
    if (this.#isStarting) return;
    this.#isStarting = true;
    setImmediate(() => {
      this.#isStarting = false;
      while (this.#waiting.length > 0 && this.#running < mostRunning) {
        void this.#commit(this.#waiting.splice(0, this.#most));
      }
    });
  }

  async #commit(waiting: readonly Waiting<Group, Result>[]): Promise<void> {
    this.#running += 1;
    try {
      const results = await this.#options.together(waiting.map(({ group }) => group));
      this.#most = Math.min(2 * this.#most, mostTogether);
      waiting.forEach(({ reject, resolve }, index) => {
        const result = results[index];
        if (result === undefined) reject(new Error('A committed group has no result'));
        else resolve(result);
      });
    } catch (error) {
      if (isUnavailable(error)) for (const { reject } of waiting) reject(error);
      else {
        this.#most = Math.max(1, Math.floor(waiting.length / 2));
        for (const { group, reject, resolve } of waiting) {
          this.#options.alone(group).then(resolve, reject);
        }
      }
    } finally {
      this.#running -= 1;
      if (this.#waiting.length > 0) this.#startSoon();
    }
  }
}

const isUnavailable = (error: unknown): boolean =>
  error instanceof ChatError && error.code === 'UNAVAILABLE';
