import type { Pairing, Ticket } from './match-queue';
import { isBefore } from './waiting-line';

/** The pairing of two, in whichever order they are given. */
export function pairingOf(one: Ticket, other: Ticket): Pairing {
  const tickets: [Ticket, Ticket] = isBefore(one, other) ? [one, other] : [other, one];
  const [longer, shorter] = tickets;
  const sharedInterests = longer.interests.filter((interest) =>
    shorter.interests.includes(interest),
  );
  return { tickets, sharedInterests };
}

/** Those who are told of pairings. */
export class PairingListeners {
  readonly #listeners = new Set<(pairing: Pairing) => void>();

  add(listener: (pairing: Pairing) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  clear(): void {
    this.#listeners.clear();
  }

  /** Tells each in a turn of its own, so that what one does cannot reach into the queue's work. */
  tell(pairing: Pairing): void {
    for (const listener of this.#listeners) queueMicrotask(() => listener(pairing));
  }
}
