/** Whoever brings events to one subscriber. */
export interface Follower<Event> {
  tell(events: readonly Event[], isPassing: boolean): void;
  /** Nothing comes any more. */
  end(): void;
}

interface SharedEventsOptions {
  /** What the events are of: subscribers are told the same only where this is the same. */
  topic: string;
  /** Called when the subscriber took the events too slowly, and has been let go. */
  onOverflow?: () => void;
}

/**
 * What the `subscribe` of a field hands back whose events are executed and encoded once for all who
 * asked the same, and not iterated (see `Cohort`).
 *
 * Two subscribers who get the same array are told the same. So whoever pushes gives each of them that very
 * array, and another one to those who are to hear something else.
 */
export class SharedEvents<Event extends object> implements AsyncIterable<Event> {
  readonly topic: string;
  readonly onOverflow: (() => void) | undefined;
  /** What came before somebody followed. */
  #early: { events: readonly Event[]; isPassing: boolean }[] = [];
  #follower: Follower<Event> | null = null;
  #leave: (() => void) | null = null;
  #isOver = false;

  constructor({ onOverflow, topic }: SharedEventsOptions) {
    this.topic = topic;
    this.onOverflow = onOverflow;
  }

  /** @param isPassing whether the subscriber may do without, should they be far behind */
  push(events: readonly Event[], isPassing = false): void {
    if (this.#isOver) return;
    if (this.#follower) this.#follower.tell(events, isPassing);
    else this.#early.push({ events, isPassing });
  }

  /** Ends it: what was pushed and is not on its way is not told any more. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#early = [];
    this.#follower?.end();
  }

  /** Says what is to be done once the subscriber has gone; at once where they have. */
  set whenLeft(leave: () => void) {
    if (this.#isOver) leave();
    else this.#leave = leave;
  }

  follow(follower: Follower<Event>): void {
    if (this.#isOver) {
      follower.end();
      return;
    }
    this.#follower = follower;
    for (const { events, isPassing } of this.#early.splice(0)) follower.tell(events, isPassing);
  }

  /** The subscriber has gone. */
  leave(): void {
    this.end();
    this.#leave?.();
    this.#leave = null;
  }

  [Symbol.asyncIterator](): never {
    throw new Error('Shared events are followed, and not iterated');
  }
}
