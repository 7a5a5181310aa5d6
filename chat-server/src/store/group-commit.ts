import { ChatError } from '../errors';

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (reason: unknown) => void;
}

/**
 * Stores all the items or rejects, and resolves to their results in the same order.
 *
 * @param takeMore takes what waits by now into the group: for who has to begin anew. The results of these
 *   items stand behind those of the first.
 */
export type Commit<Item, Result> = (
  items: readonly Item[],
  takeMore: () => readonly Item[],
) => Promise<Result[]>;

interface GroupCommitOptions {
  /** The most items in one group. Default: 500. */
  limit?: number;
  /** Called each time nothing is left to commit. */
  onIdle?: () => void;
}

/**
 * Commits items in groups: what arrives while one commit is under way goes into the next. A lone item
 * waits for no other: its commit begins at the end of the event loop's turn that brought it, together
 * with whatever the same turn brought.
 *
 * This is the group commit of database logs (DeWitt et al., SIGMOD 1984), without the timer.
 */
export class GroupCommit<Item, Result> {
  readonly #commit: Commit<Item, Result>;
  readonly #limit: number;
  readonly #onIdle: (() => void) | undefined;
  #waiting: Waiting<Item, Result>[] = [];
  #running: Promise<void> | null = null;

  constructor(commit: Commit<Item, Result>, { limit = 500, onIdle }: GroupCommitOptions = {}) {
    this.#commit = commit;
    this.#limit = limit;
    this.#onIdle = onIdle;
  }

  /** Resolves once the item is committed, and rejects when it was not. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when everything added so far has been committed or refused. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      // A commit can block the event loop (SQLite); this lets the sockets be read in between.
      await new Promise(setImmediate);
      const group = this.#waiting.splice(0, this.#limit);
      await this.#commitGroup(group, () => {
        const more = this.#waiting.splice(0, this.#limit - group.length);
        group.push(...more);
        return more.map(({ item }) => item);
      });
    }
    this.#running = null;
    this.#onIdle?.();
  }

  async #commitGroup(
    group: readonly Waiting<Item, Result>[],
    takeMore: () => readonly Item[],
  ): Promise<void> {
    try {
      const items = group.map(({ item }) => item);
      const results = await this.#commit(items, takeMore);
      group.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined) reject(new Error('A committed item has no result'));
        else resolve(result);
      });
    } catch (error) {
      if (group.length === 1 || isUnavailable(error)) {
        for (const { reject } of group) reject(error);
        return;
      }
      // One item that cannot be stored must not take the others with it.
      for (const waiting of group) await this.#commitGroup([waiting], () => []);
    }
  }
}

const isUnavailable = (error: unknown): boolean =>
  error instanceof ChatError && error.code === 'UNAVAILABLE';
