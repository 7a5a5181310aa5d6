import type { Payload } from 'payload';

import type { Logger } from '../logger';

/** The value of a stat that counts by itself. */
export interface LiveStat {
  key: string;
  value: number;
  /** RFC 3339, UTC: when it was first seen to be so. */
  at: string;
}

interface LiveStatsOptions {
  /** Reads every stat that counts by itself. */
  read: () => Promise<readonly Pick<LiveStat, 'key' | 'value'>[]>;
  logger: Logger;
}

/** How often the stats are read while somebody is subscribed. */
export const readEvery = 5_000; // 5 seconds

/** The stats of the CMS whose source is not "Manual". */
export const readLiveStats = async (
  payload: Payload,
): Promise<{ key: string; value: number }[]> => {
  const { docs } = await payload.find({
    collection: 'site-stats',
    where: { source: { not_equals: 'manual' } },
    sort: '_order',
    depth: 0,
    pagination: false,
    overrideAccess: false,
  });
  return docs.map(({ key, value }) => ({ key, value }));
};

/** Called with stats that are new to the subscriber. All who are told the same get the same array. */
export type StatListener = (stats: readonly LiveStat[]) => void;

/** Reads the live stats for all who subscribe in this process together, and not at all for nobody. */
export class LiveStats {
  readonly #options: LiveStatsOptions;
  readonly #subscribers = new Set<{ tell: StatListener }>();
  readonly #values = new Map<string, LiveStat>();
  /** The values, for all who subscribe before the next change. */
  #current: readonly LiveStat[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isReading = false;

  constructor(options: LiveStatsOptions) {
    this.#options = options;
  }

  /**
   * Tells every value as it is now, and then each that changes.
   *
   * @returns ends it; a second time does nothing
   */
  subscribe(tell: StatListener): () => void {
    const subscriber = { tell };
    this.#subscribers.add(subscriber);
    if (this.#current.length > 0) tell(this.#current);
    if (this.#subscribers.size === 1 && !this.#isReading) void this.#read();
    return () => {
      if (this.#subscribers.delete(subscriber) && this.#subscribers.size === 0) this.#stop();
    };
  }

  close(): void {
    this.#subscribers.clear();
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    // Whoever subscribes next is told what is true then.
    this.#values.clear();
    this.#current = [];
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    try {
      const stats = await this.#options.read();
      if (this.#subscribers.size > 0) this.#tell(stats);
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'The live stats could not be read');
    }
    this.#isReading = false;
    if (this.#subscribers.size === 0) return;
    this.#timer = setTimeout(() => void this.#read(), readEvery).unref();
  }

  #tell(stats: readonly Pick<LiveStat, 'key' | 'value'>[]): void {
    const at = new Date().toISOString();
    const news: LiveStat[] = [];
    for (const { key, value } of stats) {
      if (this.#values.get(key)?.value === value) continue;
      const stat = { key, value, at };
      this.#values.set(key, stat);
      news.push(stat);
    }
    const keys = new Set(stats.map(({ key }) => key));
    for (const key of this.#values.keys()) if (!keys.has(key)) this.#values.delete(key);
    this.#current = [...this.#values.values()];
    if (news.length > 0) for (const { tell } of this.#subscribers) tell(news);
  }
}
