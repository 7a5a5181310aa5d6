import { accountsChannel, personChannel, type BusEvent } from '@coco-chat/collections';
import type { Payload } from 'payload';

import type { Bus } from '../bus/bus';
import { ChatError } from '../errors';
import type { Logger } from '../logger';
import type { Loaders } from '../rooms/loaders';
import type { Presence } from '../rooms/presence/presence';
import type { RandomStore } from '../store/random-store';
import { sanctionsOf } from '../transport/account-sanctions';
import type { Session } from '../transport/authentication';
import { AbandonedSessions } from './abandoned-sessions';
import { assertMayMatch } from './eligibility';
import type { MatchEvent } from './match-events';
import { MatchSubscription, type Matching } from './match-subscription';
import type { PartnerTiming } from './partner-watch';
import { matchInterests, matchLanguage } from './queue/interests';
import type { MatchQueue, Pairing } from './queue/match-queue';
import { RandomSessions } from './sessions';
import type { WatchedRandomSettings } from './settings';

export interface MatchInput {
  interests?: readonly string[] | null | undefined;
  language?: string | null | undefined;
}

/** How somebody leaves the session they are in. */
export interface Leave {
  /** They stay in the queue, if they are subscribed; otherwise their subscription ends. */
  requeue: boolean;
  /** The session that they go on from. */
  sessionId?: string | null | undefined;
}

interface RandomMatchesOptions {
  payload: Payload;
  store: RandomStore;
  queue: MatchQueue;
  settings: WatchedRandomSettings;
  loaders: Loaders;
  presence: Presence;
  bus: Bus;
  logger: Logger;
  partnerTiming?: Partial<PartnerTiming> | undefined;
}

/** How often it is looked who was taken from the queue and heard nothing. */
const lookEvery = 1_000; // 1 second
/** How long a claim may take to become a session. */
const claimPatience = 2_000; // 2 seconds
/** How often those who wait are told how many they are. */
const countEvery = 3_000; // 3 seconds
/** How often those who talk are compared with the database, whatever the bus says. */
const compareEvery = 10_000; // 10 seconds

/** The random match of one process: who is subscribed here, and what becomes of them. */
export class RandomMatches {
  readonly sessions: RandomSessions;
  readonly #options: RandomMatchesOptions;
  readonly #matching: Matching;
  readonly #abandoned: AbandonedSessions;
  readonly #byTicket = new Map<string, MatchSubscription>();
  readonly #byAccount = new Map<string, Set<MatchSubscription>>();
  /** Since when a ticket is known to be missing in the queue, on the clock of `performance.now`. */
  #missing = new Map<string, number>();
  readonly #listeners = new Map<string, Promise<() => Promise<void>>>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #stops: (() => unknown)[] = [];
  #counted: { at: number; count: Promise<number> } | undefined;

  private constructor(options: RandomMatchesOptions) {
    this.#options = options;
    const { bus, loaders, logger, partnerTiming, presence, queue, settings, store } = options;
    this.sessions = new RandomSessions({ store, bus });
    this.#matching = {
      ...{ bus, loaders, logger, partnerTiming, presence, queue, store },
      sessions: this.sessions,
      recentPartnerMs: () => settings.current.recentPartnerMs,
      waiting: () => this.waiting(),
      meet: (pairing) => this.#meet(pairing),
      onClosed: (subscription) => {
        this.#forget(subscription);
      },
    };
    this.#abandoned = new AbandonedSessions({
      ...{ store, presence, logger },
      sessions: this.sessions,
    });
  }

  static async open(options: RandomMatchesOptions): Promise<RandomMatches> {
    const matches = new RandomMatches(options);
    await matches.#open();
    return matches;
  }

  /**
   * @throws ChatError BAD_USER_INPUT; RULES_NOT_ACCEPTED; FORBIDDEN for who is muted or held back;
   *   UNAVAILABLE while the random match is closed
   */
  async subscribe(
    viewer: Session,
    { interests, language }: MatchInput,
  ): Promise<AsyncIterableIterator<MatchEvent>> {
    const { bus, payload, settings } = this.#options;
    const { userId } = viewer;
    const wishes = {
      userId,
      interests: matchInterests(interests ?? [], 'input.interests'),
      language: matchLanguage(language ?? null, 'input.language'),
    };
    await assertMayMatch({ payload, settings: settings.current }, viewer);
    const subscription = new MatchSubscription(this.#matching, wishes);
    await this.#remember(subscription);
    const { ticketId } = subscription;
    const event = { type: 'random.changed', userId, reason: 'superseded', ticketId } as const;
    await bus.publish(personChannel(userId), event);
    void subscription.start();
    return subscription.events;
  }

  /**
   * Ends somebody's open session, if any.
   *
   * @returns whether there was one
   */
  async end(userId: string, { requeue, sessionId }: Leave): Promise<boolean> {
    const { bus, store } = this.#options;
    const [session] = await store.activeOf([userId]);
    // They have gone on already: what they are in now is not what they wanted to leave.
    if (requeue && sessionId != null && session?.id !== sessionId) return false;
    // What they want is said first: whoever hears of the end then knows it.
    const reason = requeue ? 'next' : 'left';
    await bus.publish(personChannel(userId), { type: 'random.changed', userId, reason });
    return session !== undefined && this.sessions.end(session.id, 'left', userId);
  }

  /** Somebody has blocked the other in a room: where that is their random session, it ends. */
  async blockedIn(roomId: string, userId: string): Promise<void> {
    const session = await this.#options.store.ofRoom(roomId);
    if (session?.endedAt !== null) return;
    await this.sessions.end(session.id, 'blocked', userId);
  }

  /** How many wait, over all processes, as of a moment ago. */
  async waiting(): Promise<number> {
    const now = performance.now();
    if (!this.#counted || now - this.#counted.at > lookEvery) {
      this.#counted = { at: now, count: this.#options.queue.waiting() };
    }
    return this.#counted.count;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#abandoned.close();
    for (const stop of this.#stops) await stop();
    for (const subscription of [...this.#byTicket.values()]) void subscription.events.return();
    await Promise.all([...this.#listeners.values()].map(async (stop) => (await stop)()));
    await this.#options.queue.close();
  }

  async #open(): Promise<void> {
    const { bus, queue, settings } = this.#options;
    this.#stops.push(
      await bus.subscribe(accountsChannel, (event) => {
        if (event.type === 'account.changed') void this.#checkAccount(event.userId);
        if (event.type === 'blocks.changed') {
          for (const own of this.#of(event.userId)) void own.avoidAnew();
        }
      }),
      bus.onGap(() => {
        this.#compareAll();
      }),
      queue.onPairing((pairing) => void this.#meet(pairing)),
    );
    settings.onChange(() => {
      for (const userId of this.#byAccount.keys()) void this.#checkAccount(userId);
    });
    const every = (interval: number, work: () => void): void => {
      this.#timers.push(setInterval(work, interval).unref());
    };
    every(lookEvery, () => void this.#lookForMissing());
    every(countEvery, () => void this.#tellWaiting());
    every(compareEvery, () => {
      this.#compareAll();
    });
    this.#abandoned.open();
  }

  #of(userId: string): readonly MatchSubscription[] {
    return [...(this.#byAccount.get(userId) ?? [])];
  }

  /** From here on the subscription hears of what happens to its person. */
  async #remember(subscription: MatchSubscription): Promise<void> {
    const { ticketId, userId } = subscription;
    this.#byTicket.set(ticketId, subscription);
    const own = this.#byAccount.get(userId) ?? new Set();
    this.#byAccount.set(userId, own.add(subscription));
    let listening = this.#listeners.get(userId);
    if (!listening) {
      listening = this.#options.bus.subscribe(personChannel(userId), (event) => {
        this.#receive(event);
      });
      this.#listeners.set(userId, listening);
    }
    await listening;
  }

  #forget({ ticketId, userId }: MatchSubscription): void {
    const subscription = this.#byTicket.get(ticketId);
    this.#byTicket.delete(ticketId);
    const own = this.#byAccount.get(userId);
    if (subscription) own?.delete(subscription);
    if (own?.size !== 0) return;
    this.#byAccount.delete(userId);
    const listening = this.#listeners.get(userId);
    this.#listeners.delete(userId);
    listening
      ?.then((stop) => stop())
      .catch((error: unknown) => {
        this.#options.logger.warn({ err: error }, 'A person was not unsubscribed cleanly');
      });
  }

  #receive(event: BusEvent): void {
    if (event.type !== 'random.changed') return;
    for (const subscription of this.#of(event.userId)) {
      switch (event.reason) {
        case 'superseded':
          if ((event.ticketId ?? '') > subscription.ticketId) subscription.supersede();
          break;
        case 'session':
          void subscription.lookAgain();
          break;
        default:
          void subscription.leaving(event.reason === 'next' ? 'go on' : 'stop');
      }
    }
  }

  async #meet(pairing: Pairing): Promise<void> {
    try {
      await this.sessions.open(pairing);
    } catch (error) {
      // Both were told to look, and wait on.
      this.#options.logger.warn({ err: error }, 'A random session could not be made');
    }
  }

  /** Whoever may not be matched any more goes; what cannot be read now is asked again with the next change. */
  async #checkAccount(userId: string): Promise<void> {
    const subscriptions = this.#of(userId);
    if (subscriptions.length === 0) return;
    const { logger, payload, settings } = this.#options;
    try {
      const sanctions = await sanctionsOf(payload, userId);
      await assertMayMatch({ payload, settings: settings.current }, { userId, ...sanctions });
    } catch (error) {
      if (!(error instanceof ChatError)) {
        logger.warn({ err: error }, 'It could not be read who may be matched');
        return;
      }
      for (const subscription of subscriptions) void subscription.refuse(error);
    }
  }

  /** Whom the queue has not, and no session either for a while, looks, and waits again in the same place. */
  async #lookForMissing(): Promise<void> {
    try {
      const now = performance.now();
      const missing = new Map<string, number>();
      for (const { id, supersededBy } of await this.#options.queue.missing()) {
        const subscription = this.#byTicket.get(id);
        if (!subscription?.isWaiting) continue;
        if (supersededBy !== null) {
          subscription.supersede();
          continue;
        }
        const since = this.#missing.get(id) ?? now;
        if (now - since >= claimPatience) void subscription.lookAgain();
        else missing.set(id, since);
      }
      this.#missing = missing;
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'The queue could not be compared');
    }
  }

  async #tellWaiting(): Promise<void> {
    const waiting = [...this.#byTicket.values()].filter(({ isWaiting }) => isWaiting);
    if (waiting.length === 0) return;
    try {
      const count = Math.max(1, await this.waiting());
      for (const subscription of waiting) subscription.tellWaiting(count);
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'Those who wait could not be counted');
    }
  }

  #compareAll(): void {
    for (const subscription of this.#byTicket.values()) {
      if (subscription.isTalking) void subscription.lookAgain();
    }
  }
}
