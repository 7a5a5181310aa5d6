import { randomUUID } from 'node:crypto';

import { superseded, type ChatError } from '../errors';
import type { Logger } from '../logger';
import type { Loaders } from '../rooms/loaders';
import type { Presence, Stay } from '../rooms/presence/presence';
import type { RandomStore, StoredSession } from '../store/random-store';
import { endReasonFor, MatchEventStream, partnerIdOf } from './match-events';
import { PartnerWatch, type PartnerTiming } from './partner-watch';
import type { MatchQueue, Pairing, Ticket } from './queue/match-queue';
import { placeOf, type RandomSessions } from './sessions';

/** What the subscriptions of a process share. */
export interface Matching {
  queue: MatchQueue;
  sessions: RandomSessions;
  store: RandomStore;
  loaders: Pick<Loaders, 'membership' | 'participant' | 'randomSession'>;
  presence: Presence;
  bus: ConstructorParameters<typeof PartnerWatch>[0]['bus'];
  logger: Logger;
  partnerTiming?: Partial<PartnerTiming> | undefined;
  /** How long two who met do not meet again while anybody else waits. */
  recentPartnerMs(): number;
  /** How many wait, as it was last counted. */
  waiting(): Promise<number>;
  /** Brings two together whom the queue has paired. */
  meet(pairing: Pairing): Promise<void>;
  onClosed(subscription: MatchSubscription): void;
}

export interface MatchWishes {
  userId: string;
  /** Normalised. */
  interests: readonly string[];
  language: string | null;
}

/** One of the two, in a session. */
interface Talk {
  session: StoredSession;
  watch: PartnerWatch;
  stay: Stay;
}

/** Told what its subscriber wants once the session that they leave is over. */
type AfterLeaving = 'go on' | 'stop';

/**
 * Somebody in the random match, by one subscription: they wait, talk, and wait again, until they go.
 *
 * The database says who is in a session. Whatever happens (the bus, the queue, a timer) only makes the
 * subscription look there, one look after the other, and tell its subscriber what has become of them.
 */
export class MatchSubscription {
  /** The later of two has the greater one, as long as the clocks of their hosts agree. */
  readonly ticketId = `${Date.now().toString(36).padStart(9, '0')}-${randomUUID()}`;
  readonly events: MatchEventStream;
  readonly userId: string;
  readonly #matching: Matching;
  readonly #wishes: MatchWishes;
  /** What is done one after the other. */
  #work: Promise<void> = Promise.resolve();
  #since = Date.now();
  #isWaiting = false;
  #talk: Talk | null = null;
  #afterLeaving: AfterLeaving | null = null;
  #toldWaiting = -1;
  #isOver = false;

  constructor(matching: Matching, wishes: MatchWishes) {
    this.#matching = matching;
    this.#wishes = wishes;
    this.userId = wishes.userId;
    this.events = new MatchEventStream(() => void this.#leave());
  }

  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  get isTalking(): boolean {
    return this.#talk !== null;
  }

  /** Goes on in the session that is open, or into the queue. */
  start(): Promise<void> {
    return this.#do(() => this.#look());
  }

  /** Something may have become of the subscriber: looks in the database. */
  lookAgain(): Promise<void> {
    return this.#do(() => this.#look());
  }

  /** The subscriber ends what is open, and has said what they want then. */
  leaving(then: AfterLeaving): Promise<void> {
    this.#afterLeaving = then;
    return this.#do(async () => {
      // In a session, its end is told apart; see RandomMatches.end.
      if (then === 'stop' && !this.#talk) await this.#stopWaiting();
    });
  }

  /** The same account subscribed again: the older subscription gives way. */
  supersede(): void {
    this.#close(superseded());
  }

  /** The subscriber may not be matched any more; what they are in ends. */
  refuse(refusal: ChatError): Promise<void> {
    return this.#do(async () => {
      const talk = this.#talk;
      if (talk) {
        await this.#matching.sessions.end(talk.session.id, 'moderated', null);
        await this.#conclude(talk);
      }
      await this.#leaveQueue();
      this.#close(refusal);
    });
  }

  /** What they must avoid has changed: they wait on, in the same place. */
  async avoidAnew(): Promise<void> {
    await this.#do(async () => {
      if (this.#isWaiting) await this.#enterQueue();
    });
  }

  /** Says how many wait, where that is news. */
  tellWaiting(waiting: number): void {
    if (!this.#isWaiting || waiting === this.#toldWaiting) return;
    this.#toldWaiting = waiting;
    const since = new Date(this.#since).toISOString();
    this.events.push({ __typename: 'RandomQueued', waiting, since });
  }

  #do(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(async () => {
      if (this.#isOver) return;
      try {
        await work();
      } catch (error) {
        // What could not be read now is looked at again by whoever keeps watch.
        this.#matching.logger.warn({ err: error }, 'A random match could not go on for now');
      }
    });
    return this.#work;
  }

  async #look(): Promise<void> {
    const session = await this.#matching.loaders.randomSession.load(this.userId);
    if (this.#isOver) return;
    if (this.#talk) {
      if (session?.id === this.#talk.session.id) return;
      await this.#conclude(this.#talk);
    }
    if (session) await this.#meet(session);
    else await this.#enterQueue();
  }

  async #meet(session: StoredSession): Promise<void> {
    if (this.#isOver) return;
    const { bus, logger, partnerTiming: timing, presence, sessions } = this.#matching;
    const partnerId = partnerIdOf(session, this.userId);
    const place = placeOf(session);
    this.#isWaiting = false;
    const watch = new PartnerWatch({
      ...{ place, partnerId, presence, bus, logger, timing },
      onAway: (graceMs) => void this.#do(() => this.#tellAway(session, graceMs)),
      onBack: () => void this.#do(() => this.#tellBack(session, partnerId)),
      onLost: () => {
        void this.#do(async () => {
          await sessions.end(session.id, 'lost', partnerId);
          await this.#look();
        });
      },
    });
    this.#talk = { session, watch, stay: presence.enter(place, this.userId) };
    // The ticket is used up, wherever it was claimed.
    await this.#leaveQueue();
    this.events.push({ __typename: 'RandomMatched', session });
    await watch.open();
  }

  /** Unless the session is over: then the partner has gone for that reason. */
  async #tellAway({ id }: StoredSession, graceMs: number): Promise<void> {
    await this.#look();
    if (this.#talk?.session.id !== id) return;
    const graceSeconds = Math.max(1, Math.ceil(graceMs / 1_000));
    this.events.push({ __typename: 'RandomPartnerAway', graceSeconds });
  }

  async #tellBack({ id, roomId }: StoredSession, userId: string): Promise<void> {
    const { loaders } = this.#matching;
    const membership = await loaders.membership.load({ roomId, userId });
    const partner = membership && (await loaders.participant.load(membership.id));
    if (!partner || this.#talk?.session.id !== id) return;
    this.events.push({ __typename: 'RandomPartnerBack', partner });
  }

  /** A session is over: says why, and whether that was what the subscriber came for. */
  async #conclude({ session, stay, watch }: Talk): Promise<void> {
    const [ended] = await this.#matching.store.byIds([session.id]);
    watch.close();
    stay.leave('left');
    this.#talk = null;
    // Whoever waited for somebody who never came keeps their place.
    if (watch.wasSeen) this.#since = Date.now();
    this.#toldWaiting = -1;
    const end = ended ?? { endReason: 'moderated', endedBy: null };
    this.events.push({ __typename: 'RandomEnded', reason: endReasonFor(end, this.userId) });
    const hasLeft = end.endReason === 'left' && end.endedBy === this.userId;
    const then = this.#afterLeaving;
    this.#afterLeaving = null;
    // Where the bus lost what they wanted, nobody is put before a stranger unasked.
    if (hasLeft && then !== 'go on') this.#close();
  }

  async #enterQueue(): Promise<void> {
    if (this.#isOver) return;
    const { queue, store } = this.#matching;
    const { interests, language, userId } = this.#wishes;
    const recentSince = new Date(Date.now() - this.#matching.recentPartnerMs());
    const [avoid, recent] = await Promise.all([
      store.blockedAround(userId),
      store.partnersSince(userId, recentSince),
    ]);
    const ticket: Ticket = {
      ...{ id: this.ticketId, userId, interests, language, since: this.#since },
      ...{ avoid, recent },
    };
    if (!this.#begin()) return;
    const { pairing } = await queue.enter(ticket);
    if (this.#toldWaiting < 0) this.tellWaiting(Math.max(1, await this.#matching.waiting()));
    if (pairing) await this.#matching.meet(pairing);
  }

  /** @returns false for who has gone meanwhile */
  #begin(): boolean {
    this.#isWaiting = !this.#isOver;
    return this.#isWaiting;
  }

  /** Leaves the queue for good; who was claimed at that moment leaves the session as soon as there is one. */
  async #stopWaiting(): Promise<void> {
    const wasWaiting = this.#isWaiting;
    const hasLeft = await this.#leaveQueue();
    this.#close();
    if (wasWaiting && !hasLeft) await this.#leaveLateSession();
  }

  async #leaveQueue(): Promise<boolean> {
    this.#isWaiting = false;
    return this.#matching.queue.leave(this.userId, this.ticketId);
  }

  /** A claim that was faster ends in a session within a moment, or not at all. */
  async #leaveLateSession(): Promise<void> {
    const { loaders, presence, sessions } = this.#matching;
    for (let attempt = 0; attempt < lateLooks; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, lateLookEvery).unref());
      const session = await loaders.randomSession.load(this.userId);
      if (!session) continue;
      // Unless they are back, by another subscription.
      if (!(await presence.isThere(placeOf(session), this.userId)))
        await sessions.end(session.id, 'left', this.userId);
      return;
    }
  }

  /** The subscriber has gone, by themselves or with their connection. */
  async #leave(): Promise<void> {
    const wasWaiting = this.#isWaiting;
    this.#close();
    if (!wasWaiting) return;
    try {
      if (!(await this.#leaveQueue())) await this.#leaveLateSession();
    } catch (error) {
      this.#matching.logger.warn({ err: error }, 'The queue could not be left');
    }
  }

  #close(error?: ChatError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#talk?.watch.close();
    this.#talk?.stay.leave('left');
    if (error) this.events.fail(error);
    else this.events.finish();
    this.#matching.onClosed(this);
  }
}

/** For how long, and how often, a session is looked for that somebody was claimed for as they left. */
const lateLooks = 10;
const lateLookEvery = 200; // 200 ms
