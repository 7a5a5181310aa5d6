import type { Logger } from '../logger';
import type { Presence } from '../rooms/presence/presence';
import type { RandomStore, StoredSession } from '../store/random-store';
import { placeOf, type RandomSessions } from './sessions';

interface AbandonedSessionsOptions {
  store: Pick<RandomStore, 'active'>;
  sessions: Pick<RandomSessions, 'end'>;
  presence: Pick<Presence, 'isThere' | 'isWhole'>;
  logger: Logger;
  timing?: Partial<AbandonedTiming> | undefined;
}

/** All in milliseconds. */
export interface AbandonedTiming {
  /** How often all active sessions are looked at. Default: 1.5 seconds. */
  lookEveryMs: number;
  /**
   * How long nobody may be in a session before it ends: as long as one may be away from the other.
   * Default: 10 seconds.
   */
  emptyForMs: number;
}

const usualTiming: AbandonedTiming = { lookEveryMs: 1_500, emptyForMs: 10_000 };

const pageSize = 500;

/**
 * Ends the sessions that both have left without a word, as when their process crashed: with the 16 seconds
 * that presence takes to notice that, within 30 seconds. Each process looks; a session ends once.
 *
 * A session that one of the two is in is watched by that one: see `PartnerWatch`.
 */
export class AbandonedSessions {
  readonly #options: AbandonedSessionsOptions;
  readonly #timing: AbandonedTiming;
  /** Since when nobody was seen in a session, on the clock of `performance.now`. */
  #emptySince = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;

  constructor(options: AbandonedSessionsOptions) {
    this.#options = options;
    this.#timing = { ...usualTiming, ...options.timing };
  }

  open(): void {
    this.#timer = setInterval(() => void this.#look(), this.#timing.lookEveryMs).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      await this.#lookAtAll();
    } catch (error) {
      this.#options.logger.warn(
        { err: error },
        'Sessions that nobody is in could not be looked for',
      );
    } finally {
      this.#isLooking = false;
    }
  }

  async #lookAtAll(): Promise<void> {
    const { presence, sessions, store } = this.#options;
    const now = performance.now();
    const emptySince = new Map<string, number>();
    let afterId: string | null = null;
    for (;;) {
      const startedBefore = new Date(Date.now() - this.#timing.emptyForMs);
      const page: StoredSession[] = await store.active({ startedBefore, afterId, limit: pageSize });
      const areEmpty = await Promise.all(page.map((session) => this.#isEmpty(session)));
      for (const [index, { id }] of page.entries()) {
        if (areEmpty[index]) emptySince.set(id, this.#emptySince.get(id) ?? now);
      }
      afterId = page.at(-1)?.id ?? null;
      if (page.length < pageSize) break;
    }
    // Nobody can tell who is connected to the other processes: no time runs.
    this.#emptySince = presence.isWhole ? emptySince : new Map<string, number>();
    for (const [id, since] of this.#emptySince) {
      if (now - since >= this.#timing.emptyForMs) await sessions.end(id, 'lost', null);
    }
  }

  async #isEmpty(session: StoredSession): Promise<boolean> {
    const place = placeOf(session);
    const areThere = await Promise.all(
      session.userIds.map((userId) => this.#options.presence.isThere(place, userId)),
    );
    return !areThere.includes(true);
  }
}
