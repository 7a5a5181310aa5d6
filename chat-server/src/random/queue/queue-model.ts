import type { Entrance, Pairing, Ticket } from './match-queue';
import { wideningTimes } from './widening';

const { languageAfterMs, anybodyAfterMs, recentAfterMs, firstAfterMs } = wideningTimes;

const longerFirst = (one: Ticket, other: Ticket): number =>
  one.since - other.since || (one.userId < other.userId ? -1 : 1);

const isAvoided = (one: Ticket, other: Ticket): boolean =>
  one.userId === other.userId ||
  one.avoid.includes(other.userId) ||
  other.avoid.includes(one.userId);

const isRecent = (one: Ticket, other: Ticket): boolean =>
  one.recent.includes(other.userId) || other.recent.includes(one.userId);

const shared = (one: Ticket, other: Ticket): string[] =>
  one.interests.filter((interest) => other.interests.includes(interest));

/** How much less than everything two have in common: nothing less, no interest, no language either. */
function distance(one: Ticket, other: Ticket): 0 | 1 | 2 {
  const languages = new Set([one.language, other.language]);
  if (languages.size > 1 && !languages.has(null)) return 2;
  return shared(one, other).length > 0 ? 0 : 1;
}

/** How much less than everything somebody is content with by then; 3 where a recent partner will do. */
function width({ interests, language, since }: Ticket, now: number): number {
  const waited = now - since;
  if (waited >= recentAfterMs) return 3;
  if (waited >= anybodyAfterMs) return 2;
  if (interests.length === 0) return language === null ? 2 : 1;
  return waited >= languageAfterMs ? 1 : 0;
}

/** The rules of the queue in as few words as they have, to compare the real ones with. */
export class QueueModel {
  now: number;
  waiting: Ticket[] = [];

  constructor(now: number) {
    this.now = now;
  }

  enter(ticket: Ticket): Entrance {
    const former = this.waiting.find(({ userId }) => userId === ticket.userId);
    this.waiting = this.waiting.filter((other) => other !== former);
    const superseded = former && former.id !== ticket.id ? former.id : null;
    this.waiting.push(ticket);
    return { pairing: this.#match(ticket), superseded };
  }

  leave(userId: string, ticketId: string): boolean {
    const left = this.waiting.filter((other) => other.userId !== userId || other.id !== ticketId);
    const wasThere = left.length < this.waiting.length;
    this.waiting = left;
    return wasThere;
  }

  /** When somebody becomes content with less; null for never. */
  get nextChange(): number | null {
    const moments = this.waiting
      .flatMap(({ since }) =>
        [languageAfterMs, anybodyAfterMs, recentAfterMs].map((after) => since + after),
      )
      .filter((moment) => moment > this.now);
    return moments.length > 0 ? Math.min(...moments) : null;
  }

  /** @param now no later than {@link nextChange} */
  advance(now: number): Pairing[] {
    this.now = now;
    return [...this.waiting].sort(longerFirst).flatMap((ticket) => this.#match(ticket) ?? []);
  }

  /** Two who should have been matched by now. */
  get overdue(): readonly Ticket[] | null {
    for (const one of this.waiting) {
      const other = this.waiting.find((candidate) => this.#fits(one, candidate));
      if (other) return [one, other];
    }
    return null;
  }

  #match(self: Ticket): Pairing | null {
    if (!this.waiting.includes(self)) return null;
    const preference = (other: Ticket): number => {
      if (isRecent(self, other)) return 4;
      return this.now - other.since >= firstAfterMs ? 0 : 1 + distance(self, other);
    };
    const [partner] = this.waiting
      .filter((other) => this.#fits(self, other))
      .sort((one, other) => preference(one) - preference(other) || longerFirst(one, other));
    if (!partner) return null;
    this.waiting = this.waiting.filter((other) => other !== self && other !== partner);
    const tickets = [self, partner].sort(longerFirst) as [Ticket, Ticket];
    return { tickets, sharedInterests: shared(...tickets) };
  }

  #fits(one: Ticket, other: Ticket): boolean {
    if (isAvoided(one, other)) return false;
    const [decides] = [one, other].sort(longerFirst) as [Ticket, Ticket];
    if (!isRecent(one, other)) return width(decides, this.now) >= distance(one, other);
    if (width(decides, this.now) < 3) return false;
    return !this.waiting.some((third) => !isAvoided(decides, third) && !isRecent(decides, third));
  }
}
