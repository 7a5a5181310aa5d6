import { roomChannel } from '@coco-chat/collections';

import type { Bus } from '../bus/bus';
import type { Logger } from '../logger';
import type { Presence } from '../rooms/presence/presence';

interface PartnerWatchOptions {
  /** Where both are present: see `placeOf`. */
  place: string;
  partnerId: string;
  presence: Pick<Presence, 'isThere' | 'isWhole' | 'watch'>;
  bus: Bus;
  logger: Logger;
  timing?: Partial<PartnerTiming> | undefined;
  /** The partner's connection dropped; `graceMs` is what they have left to come back. */
  onAway: (graceMs: number) => void;
  onBack: () => void;
  /** The partner did not come back in time. Called once. */
  onLost: () => void;
}

/** All in milliseconds. */
export interface PartnerTiming {
  /** How long a partner may be away before they are lost. Default: 10 seconds. */
  graceMs: number;
  /** How long a partner may take to arrive before they count as away. Default: 2 seconds. */
  arrivalMs: number;
  /** How often it is looked anyway, whatever the bus says. Default: 1 second. */
  lookEveryMs: number;
}

const usualTiming: PartnerTiming = { graceMs: 10_000, arrivalMs: 2_000, lookEveryMs: 1_000 };

/**
 * Watches whether the partner in a session is there. While nobody can tell who is connected to the other
 * processes, the partner is where they were, and no time runs against them.
 */
export class PartnerWatch {
  readonly #options: PartnerWatchOptions;
  readonly #timing: PartnerTiming;
  readonly #timer: NodeJS.Timeout;
  #stopWatching: () => void = () => undefined;
  #unsubscribe: Promise<() => Promise<void>> | undefined;
  #isThere = false;
  #wasSeen = false;
  #isToldAway = false;
  /** Since when they are missing, on the clock of `performance.now`. */
  #missingSince = performance.now();
  #isLooking = false;
  #isClosed = false;

  constructor(options: PartnerWatchOptions) {
    this.#options = options;
    this.#timing = { ...usualTiming, ...options.timing };
    this.#timer = setInterval(() => void this.#look(), this.#timing.lookEveryMs).unref();
  }

  async open(): Promise<void> {
    const { bus, place, presence } = this.#options;
    this.#stopWatching = presence.watch(place, () => void this.#look());
    this.#unsubscribe = bus.subscribe(roomChannel(place), () => void this.#look());
    await this.#unsubscribe;
    await this.#look();
  }

  /** Whether the partner has been there at all. */
  get wasSeen(): boolean {
    return this.#wasSeen;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#stopWatching();
    this.#unsubscribe
      ?.then((unsubscribe) => unsubscribe())
      .catch((error: unknown) => {
        this.#options.logger.warn({ err: error }, 'A session was not unsubscribed cleanly');
      });
  }

  async #look(): Promise<void> {
    if (this.#isLooking || this.#isClosed) return;
    this.#isLooking = true;
    try {
      const { partnerId, place, presence } = this.#options;
      const isThere = await presence.isThere(place, partnerId);
      this.#judge(isThere, presence.isWhole);
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'It could not be read whether a partner is there');
    } finally {
      this.#isLooking = false;
    }
  }

  #judge(isThere: boolean, isCertain: boolean): void {
    if (this.#isClosed) return;
    const now = performance.now();
    const { onAway, onBack, onLost } = this.#options;
    if (isThere) {
      const wasAway = this.#isToldAway;
      [this.#isThere, this.#wasSeen, this.#isToldAway] = [true, true, false];
      if (wasAway) onBack();
      return;
    }
    if (!isCertain) {
      if (!this.#isThere) this.#missingSince = now;
      return;
    }
    if (this.#isThere) [this.#isThere, this.#missingSince] = [false, now];
    const missing = now - this.#missingSince;
    if (missing >= this.#timing.graceMs) {
      this.close();
      onLost();
    } else if (!this.#isToldAway && (this.#wasSeen || missing >= this.#timing.arrivalMs)) {
      this.#isToldAway = true;
      onAway(this.#timing.graceMs - missing);
    }
  }
}
