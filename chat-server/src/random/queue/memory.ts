import type { Entrance, MatchQueue, MissingTicket, Pairing, Ticket } from './match-queue';
import { lineNames, searchScopes } from './line-names';
import { PairingListeners, pairingOf } from './pairing';
import { isBefore, leaveLines, WaitingLine, type Link, type Place } from './waiting-line';
import {
  defaultTickEvery,
  startWidth,
  Widenings,
  wideningTimes,
  type WideningTimes,
} from './widening';

export interface MemoryQueueOptions {
  /** Milliseconds since 1970. Default: the time of the system. */
  now?: () => number;
  /** Default: {@link wideningTimes}. */
  times?: Partial<WideningTimes>;
  /** How often {@link MemoryMatchQueue.tick} comes by itself; null for never. Default: 250 milliseconds. */
  tickEveryMs?: number | null;
}

const nobody: ReadonlySet<string> = new Set();
const setOf = (userIds: readonly string[]): ReadonlySet<string> =>
  userIds.length === 0 ? nobody : new Set(userIds);

/** A ticket in its lines. */
class Waiting implements Place {
  readonly since: number;
  readonly userId: string;
  readonly #avoid: ReadonlySet<string>;
  readonly #recent: ReadonlySet<string>;
  links: Link<Waiting>[] = [];

  constructor(readonly ticket: Ticket) {
    this.since = ticket.since;
    this.userId = ticket.userId;
    this.#avoid = setOf(ticket.avoid);
    this.#recent = setOf(ticket.recent);
  }

  avoids(other: Waiting): boolean {
    return this.#avoid.has(other.userId);
  }

  hasJustMet(other: Waiting): boolean {
    return this.#recent.has(other.userId);
  }
}

const mayMeetAgain = (one: Waiting, other: Waiting): boolean =>
  one.userId !== other.userId && !one.avoids(other) && !other.avoids(one);

const mayMeet = (one: Waiting, other: Waiting): boolean =>
  mayMeetAgain(one, other) && !one.hasJustMet(other) && !other.hasJustMet(one);

/** Which part of a line is wide enough to be chosen from. */
interface Reach {
  /** All who wait since then or longer. */
  until: number;
  /** Also all who have waited less than the one who looks, who then decides. */
  takesNewer: boolean;
}

const everybody: Reach = { until: Infinity, takesNewer: false };

/** The queue of the embedded default: everybody waits in this process. */
export class MemoryMatchQueue implements MatchQueue {
  readonly #now: () => number;
  readonly #times: Readonly<WideningTimes>;
  readonly #waiting = new Map<string, Waiting>();
  /** By {@link lineNames}; none is kept without anybody in it. */
  readonly #lines = new Map<string, WaitingLine<Waiting>>();
  readonly #widenings: Widenings<Waiting>;
  readonly #listeners = new PairingListeners();
  readonly #timer: NodeJS.Timeout | undefined;

  constructor({ now = Date.now, times, tickEveryMs = defaultTickEvery }: MemoryQueueOptions = {}) {
    this.#now = now;
    this.#times = { ...wideningTimes, ...times };
    this.#widenings = new Widenings(this.#times);
    if (tickEveryMs !== null) {
      this.#timer = setInterval(() => void this.tick(), tickEveryMs).unref();
    }
  }

  /** How many lines there are, each with somebody in it. */
  get lineCount(): number {
    return this.#lines.size;
  }

  enter(ticket: Ticket): Promise<Entrance> {
    const now = this.#now();
    // Whoever is wide enough by now has been so before the newcomer came.
    this.#widen(now);
    const former = this.#waiting.get(ticket.userId);
    if (former) this.#remove(former);
    const superseded = former && former.ticket.id !== ticket.id ? former.ticket.id : null;
    const newcomer = new Waiting(ticket);
    const partner = this.#partnerOf(newcomer, now);
    if (partner) {
      this.#remove(partner);
      return Promise.resolve({ pairing: pairingOf(ticket, partner.ticket), superseded });
    }
    this.#add(newcomer, now);
    return Promise.resolve({ pairing: null, superseded });
  }

  leave(userId: string, ticketId: string): Promise<boolean> {
    const waiting = this.#waiting.get(userId);
    if (waiting?.ticket.id !== ticketId) return Promise.resolve(false);
    this.#remove(waiting);
    return Promise.resolve(true);
  }

  waiting(): Promise<number> {
    return Promise.resolve(this.#waiting.size);
  }

  onPairing(listener: (pairing: Pairing) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Nobody is: all that happens to a ticket happens here, and is told. */
  missing(): Promise<readonly MissingTicket[]> {
    return Promise.resolve([]);
  }

  /** Looks for a partner for all whose wait has reached the next width. */
  tick(): Promise<void> {
    this.#widen(this.#now());
    return Promise.resolve();
  }

  close(): Promise<void> {
    clearInterval(this.#timer);
    this.#listeners.clear();
    for (const waiting of [...this.#waiting.values()]) this.#remove(waiting);
    return Promise.resolve();
  }

  /** Each as of when they reached the width: the same comes of it however late this is called. */
  #widen(now: number): void {
    for (const { item, at } of this.#widenings.due(now)) {
      const partner = this.#partnerOf(item, at);
      if (!partner) continue;
      this.#remove(item);
      this.#remove(partner);
      this.#listeners.tell(pairingOf(item.ticket, partner.ticket));
    }
  }

  #add(waiting: Waiting, now: number): void {
    this.#waiting.set(waiting.userId, waiting);
    waiting.links = this.#widenings.add(waiting, startWidth(waiting.ticket), now);
    for (const name of lineNames(waiting.ticket)) waiting.links.push(this.#line(name).add(waiting));
  }

  #remove(waiting: Waiting): void {
    this.#waiting.delete(waiting.userId);
    leaveLines(waiting.links);
  }

  #line(name: string): WaitingLine<Waiting> {
    const known = this.#lines.get(name);
    if (known) return known;
    const line = new WaitingLine<Waiting>(() => this.#lines.delete(name));
    this.#lines.set(name, line);
    return line;
  }

  /** In the order of preference that {@link MatchQueue} tells. */
  #partnerOf(self: Waiting, now: number): Waiting | null {
    const { languageAfterMs, anybodyAfterMs, recentAfterMs, firstAfterMs } = this.#times;
    const { interests } = self.ticket;
    const scopes = searchScopes(self.ticket);
    const named = (kind: string): string[] => scopes.map((scope) => `${scope}/${kind}`);
    /** Those who have waited so long; all, for who has waited so long themselves. */
    const wide = (afterMs: number): Reach => ({
      until: now - self.since >= afterMs ? Infinity : now - afterMs,
      takesNewer: false,
    });

    const first = { until: now - firstAfterMs, takesNewer: false };
    const passedOver = this.#longestOf(self, ['all'], first);
    if (passedOver) return passedOver;

    const sharing = this.#longestOf(
      self,
      interests.flatMap((interest) => named(`interest/${interest}`)),
      everybody,
    );
    if (sharing) return sharing;

    // Without interests one decides over all who came later, and over nobody's interests who came before.
    const decides = interests.length === 0;
    const speaking = longer(
      this.#longestOf(self, named('interested'), { ...wide(languageAfterMs), takesNewer: decides }),
      this.#longestOf(
        self,
        named('open'),
        decides || now - self.since >= languageAfterMs
          ? everybody
          : { until: self.since, takesNewer: false },
      ),
    );
    return (
      speaking ??
      this.#longestOf(self, ['all'], wide(anybodyAfterMs)) ??
      // Whoever has waited so long has found nobody else before, or they would not be here.
      this.#longestOf(self, ['all'], wide(recentAfterMs), mayMeetAgain)
    );
  }

  /** Whoever has waited longest in any of the lines; null for nobody. */
  #longestOf(
    self: Waiting,
    names: readonly string[],
    reach: Reach,
    accepts = mayMeet,
  ): Waiting | null {
    let longest: Waiting | null = null;
    for (const name of names) {
      const line = this.#lines.get(name);
      if (line) longest = longer(longest, firstIn(line, self, reach, accepts));
    }
    return longest;
  }
}

export const createMemoryQueue = (options?: MemoryQueueOptions): MatchQueue =>
  new MemoryMatchQueue(options);

function firstIn(
  line: WaitingLine<Waiting>,
  self: Waiting,
  { until, takesNewer }: Reach,
  accepts: (one: Waiting, other: Waiting) => boolean,
): Waiting | null {
  for (let link = line.first; link !== null && link.item.since <= until; link = link.after) {
    if (accepts(self, link.item)) return link.item;
  }
  if (!takesNewer) return null;
  for (let link = line.from(self.since); link !== null; link = link.after) {
    if (accepts(self, link.item)) return link.item;
  }
  return null;
}

function longer(one: Waiting | null, other: Waiting | null): Waiting | null {
  if (one === null || other === null) return one ?? other;
  return isBefore(one, other) ? one : other;
}
