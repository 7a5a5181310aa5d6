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
}

/**
 * People in the order of their waiting, whoever has waited longest first. Joining at the end and leaving
 * from anywhere cost the same however long the line is; who comes back to an older place is sought from
 * both ends at once, since it is near one of them as a rule.
 */
export class WaitingLine<T extends Place> {
  #first: Link<T> | null = null;
  #last: Link<T> | null = null;

  /** @param onEmpty called when the last has left */
  constructor(readonly onEmpty?: () => void) {}

  /** Whoever has waited longest; null for nobody. */
  get first(): Link<T> | null {
    return this.#first;
  }

  add(item: T): Link<T> {
    const after = this.#find((other) => isBefore(item, other));
    const before = after === null ? this.#last : after.before;
    const link: Link<T> = { item, line: this, before, after };
    if (before === null) this.#first = link;
    else before.after = link;
    if (after === null) this.#last = link;
    else after.before = link;
    return link;
  }

  /** Does nothing for who has left already. */
  remove(link: Link<T>): void {
    if (link.line !== this) return;
    const { before, after } = link;
    if (before === null) this.#first = after;
    else before.after = after;
    if (after === null) this.#last = before;
    else after.before = before;
    link.line = null;
    if (this.#first === null) this.onEmpty?.();
  }

  /** The first who waits since then or later; null for nobody. */
  from(since: number): Link<T> | null {
    return this.#find((other) => other.since >= since);
  }

  /** The first of whom `isBeyond` holds, where it holds of all behind them too. */
  #find(isBeyond: (item: T) => boolean): Link<T> | null {
    let [ahead, behind] = [this.#first, this.#last];
    if (behind === null || !isBeyond(behind.item)) return null;
    while (ahead !== null && !isBeyond(ahead.item)) {
      if (behind.before === null || !isBeyond(behind.before.item)) return behind;
      ahead = ahead.after;
      behind = behind.before;
    }
    return ahead;
  }
}

/** Leaves every line of these. */
export function leaveLines<T extends Place>(links: Iterable<Link<T>>): void {
  for (const link of links) link.line?.remove(link);
}
