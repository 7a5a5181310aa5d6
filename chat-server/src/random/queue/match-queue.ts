/** Somebody who waits. Times are milliseconds since 1970. */
export interface Ticket {
  /** Of the subscription: a newer ticket of the same account replaces an older one. */
  readonly id: string;
  readonly userId: string;
  /** Normalised, as {@link matchInterests} gives them. */
  readonly interests: readonly string[];
  /** A primary subtag in lower case ('ko'), as {@link matchLanguage} gives it; null for any. */
  readonly language: string | null;
  /** Since when they wait. Kept when they come back to the queue: they go back to their place. */
  readonly since: number;
  /** Accounts never to be met: those they have blocked, and those that have blocked them. */
  readonly avoid: readonly string[];
  /** Their last partners, met again only when nobody else waits. */
  readonly recent: readonly string[];
}

/** Two who are out of the queue, for each other. */
export interface Pairing {
  /** The first has waited longer. */
  readonly tickets: readonly [Ticket, Ticket];
  /** In the order in which the first has named them. */
  readonly sharedInterests: readonly string[];
}

/** What came of a ticket's entering. */
export interface Entrance {
  /** Null while they wait. */
  readonly pairing: Pairing | null;
  /** The ticket of the same account that this one replaced; null for none, or for itself. */
  readonly superseded: string | null;
}

/** A ticket that entered here and is in the queue no more, though nobody here took it out. */
export interface MissingTicket extends Ticket {
  /** The newer ticket of the same account that replaced it; null where it was claimed for a pairing. */
  readonly supersededBy: string | null;
}

/**
 * Who waits for a random match, over all processes, and who is matched with whom: {@link WideningTimes}
 * says when, {@link Ticket} says who never. Of two, whoever has waited longer decides: with a shared
 * interest and language from the start, later with anybody of the language, then with anybody.
 *
 * A newcomer is matched at once with, in this order: whoever has waited so long that they come first,
 * whoever shares an interest and the language, whoever shares the language, anybody, a recent partner;
 * among equals with whoever has waited longest. An account is matched with itself never, and each ticket
 * in one pairing at most, which one process alone is told of.
 */
export interface MatchQueue {
  /**
   * Adds the account's ticket, in place of the one that it has, and looks for a partner at once. Nothing
   * rejects: while Redis is away the ticket is kept, and enters once Redis is back.
   */
  enter(ticket: Ticket): Promise<Entrance>;
  /**
   * Takes a ticket out, in one step with the claims of others.
   *
   * @returns whether it waited, and so is in no pairing; false also where Redis cannot be asked
   */
  leave(userId: string, ticketId: string): Promise<boolean>;
  /** How many wait, in all processes; in this one while Redis is away. */
  waiting(): Promise<number>;
  /**
   * Calls back with what is found later than at an entrance, for tickets that entered here. A listener
   * must not throw.
   *
   * @returns how to stop listening
   */
  onPairing(listener: (pairing: Pairing) => void): () => void;
  /**
   * Tickets that entered here and were taken out elsewhere, each until its account enters or leaves. Told
   * from memory, and never more than a second late while Redis is there. What Redis has lost is not
   * missing: the queue enters it again by itself.
   */
  missing(): Promise<readonly MissingTicket[]>;
  /** Takes out all who entered here. */
  close(): Promise<void>;
}
