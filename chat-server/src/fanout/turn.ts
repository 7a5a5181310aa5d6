/** Whatever has something to do at the end of this turn of the event loop. */
interface Pending {
  flush(): void;
}

/**
 * Gathers those with something to send, and lets each send it once: at the end of the turn, which in a calm
 * process is at once.
 */
export class Turn {
  #pending: Pending[] = [];

  /** To be called once a turn for each who has something. */
  join(pending: Pending): void {
    if (this.#pending.push(pending) === 1) setImmediate(() => this.#end());
  }

  #end(): void {
    const ending = this.#pending;
    this.#pending = [];
    for (const pending of ending) pending.flush();
  }
}
