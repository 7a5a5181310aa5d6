/** Where somebody stands in a line. */
export interface Place {
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Decides between two who came in the same millisecond. */
  readonly userId: string;
}

/** Whether the first has waited longer. */
export const isBefore = (one: Place, other: Place): boolean =>
  one.since < other.since || (one.since === other.since && one.userId < other.userId);

/** One place in one line. */
export interface Link<T extends Place> {
  readonly item: T;
  /** Null once it has left. */
  line: WaitingLine<T> | null;
  before: Link<T> | null;
  after: Link<T> | null;
  /** Where the express line of its line stops here; null where it does not. */
  stop: Link<Stop<T>> | null;
}

/** One in so many has a stop in the express line. */
const stopEvery = 16;

interface Stop<T extends Place> extends Place {
  readonly link: Link<T>;
}

/**
 * People in the order of their waiting, whoever has waited longest first. Joining at the end and leaving
 * from anywhere cost the same however long the line is. For those who come back to an older place there is
 * an express line along it, which has its own in turn: a skip list (Pugh, 1990), where the place is found
 * in a time that grows with the logarithm of the length.
 */
export class WaitingLine<T extends Place> {
  #first: Link<T> | null = null;
  #last: Link<T> | null = null;
  #express: WaitingLine<Stop<T>> | null = null;

  /** @param onEmpty called when the last has left */
  constructor(readonly onEmpty?: () => void) {}

  /** Whoever has waited longest; null for nobody. */
  get first(): Link<T> | null {
    return this.#first;
  }

  add(item: T): Link<T> {
    const after = this.#find((other) => isBefore(item, other));
    const before = after === null ? this.#last : after.before;
    const link: Link<T> = { item, line: this, before, after, stop: null };
    if (before === null) this.#first = link;
    else before.after = link;
    if (after === null) this.#last = link;
    else after.before = link;
    if (Math.random() < 1 / stopEvery) {
      this.#express ??= new WaitingLine();
      link.stop = this.#express.add({ since: item.since, userId: item.userId, link });
    }
    return link;
  }

  /** Does nothing for who has left already. */
  remove(link: Link<T>): void {
    if (link.line !== this) return;
    const { before, after, stop } = link;
    if (before === null) this.#first = after;
    else before.after = after;
    if (after === null) this.#last = before;
    else after.before = before;
    link.line = null;
    if (stop !== null) this.#express?.remove(stop);
    if (this.#first === null) this.onEmpty?.();
  }

  /** The first who waits since then or later; null for nobody. */
  from(since: number): Link<T> | null {
    return this.#find((other) => other.since >= since);
  }

  /** The first of whom `isBeyond` holds, where it holds of all behind them too. */
  #find(isBeyond: (place: Place) => boolean): Link<T> | null {
    if (this.#last === null || !isBeyond(this.#last.item)) return null;
    const stop = this.#express === null ? null : this.#express.#lastBefore(isBeyond);
    let link = stop?.item.link ?? this.#first;
    while (link !== null && !isBeyond(link.item)) link = link.after;
    return link;
  }

  #lastBefore(isBeyond: (place: Place) => boolean): Link<T> | null {
    const beyond = this.#find(isBeyond);
    return beyond === null ? this.#last : beyond.before;
  }
}

/** Leaves every line of these. */
export function leaveLines<T extends Place>(links: Iterable<Link<T>>): void {
  for (const link of links) link.line?.remove(link);
}
