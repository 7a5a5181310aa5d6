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

/** Reads the live stats for all who subscribe in this process together, and not at all for nobody. */
export class LiveStats {
  readonly #options: LiveStatsOptions;
  readonly #subscribers = new Set<StatQueue>();
  readonly #values = new Map<string, LiveStat>();
  #timer: NodeJS.Timeout | undefined;
  #isReading = false;

  constructor(options: LiveStatsOptions) {
    this.#options = options;
  }

  /** Every value as it is now, and then each that changes. A slow reader gets the newest of each alone. */
  subscribe(): AsyncIterableIterator<LiveStat> {
    const queue = new StatQueue(() => {
      this.#subscribers.delete(queue);
      if (this.#subscribers.size === 0) this.#stop();
    });
    this.#subscribers.add(queue);
    for (const stat of this.#values.values()) queue.push(stat);
    if (this.#subscribers.size === 1 && !this.#isReading) void this.#read();
    return queue;
  }

  close(): void {
    for (const queue of [...this.#subscribers]) void queue.return();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    // Whoever subscribes next is told what is true then.
    this.#values.clear();
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
    for (const { key, value } of stats) {
      if (this.#values.get(key)?.value === value) continue;
      const stat = { key, value, at };
      this.#values.set(key, stat);
      for (const queue of this.#subscribers) queue.push(stat);
    }
    const keys = new Set(stats.map(({ key }) => key));
    for (const key of this.#values.keys()) if (!keys.has(key)) this.#values.delete(key);
  }
}

/** Values on their way to one subscriber: of each stat the newest. */
class StatQueue implements AsyncIterableIterator<LiveStat> {
  readonly #onEnd: () => void;
  readonly #stats = new Map<string, LiveStat>();
  readonly #waiting: ((result: IteratorResult<LiveStat>) => void)[] = [];
  #isDone = false;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  push(stat: LiveStat): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting({ done: false, value: stat });
    else this.#stats.set(stat.key, stat);
  }

  next(): Promise<IteratorResult<LiveStat>> {
    const [stat] = this.#stats.values();
    if (stat) {
      this.#stats.delete(stat.key);
      return Promise.resolve({ done: false, value: stat });
    }
    if (this.#isDone) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<IteratorResult<LiveStat>> {
    if (!this.#isDone) {
      this.#isDone = true;
      this.#stats.clear();
      for (const waiting of this.#waiting.splice(0)) waiting({ done: true, value: undefined });
      this.#onEnd();
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
