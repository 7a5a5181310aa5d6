import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import {
  commandTimeout,
  connectToRedis,
  redisPrefix,
  type Redis,
} from '../../bus/redis-connection';
import type { Logger } from '../../logger';
import { MemoryPresence } from './memory';
import { mostNamed, type Attendance, type PresenceStore } from './presence-store';
import { scripts } from './redis-scripts';

type ScriptName = keyof typeof scripts;
type Pipeline = ReturnType<Redis['pipeline']>;

export interface RedisPresenceOptions {
  /** How often a process says that it is alive. Default: 1 second. */
  renewEveryMs?: number;
  /**
   * How long after that the people of a process count as there; longer than a lost connection may take to
   * come back, because they may come back to another process. Default: 16 seconds.
   */
  leaseMs?: number;
  /** How long the others are given to say anew who is there, when Redis has forgotten. Default: 15 seconds. */
  settleMs?: number;
}

/** The most accounts that one script takes. */
const largestBatch = 1_000;

const prefix = `${redisPrefix}presence:`;
const leasesKey = `${prefix}leases`;
const placesKey = (lease: string): string => `${prefix}places:${lease}`;
// The hash tags keep what one script touches in one slot of a cluster.
const peopleKey = (place: string): string => `${prefix}{${place}}:people`;
const ownKey = (place: string, lease: string): string => `${prefix}{${place}}:${lease}`;

/**
 * Presence over several processes. Each holds one lease, and under it the people that are there through
 * it; a process that ends without a word lets its lease run out, and whoever sees that takes its people
 * away. While Redis is away a process knows its own people; once it is back, each takes a new lease and
 * says anew who is there.
 */
export class RedisPresence implements PresenceStore {
  readonly #redis: Redis;
  readonly #logger: Logger;
  readonly #own = new MemoryPresence();
  readonly #listeners = new Set<(place: string | null) => void>();
  readonly #renewal: NodeJS.Timeout;
  readonly #firstConnection: Promise<unknown>;
  readonly #leaseMs: number;
  readonly #settleMs: number;
  readonly #hashes = new Map<ScriptName, string>();
  /** Under which Redis knows the people who are here; null while it does not. */
  #lease: string | null = null;
  #lastLease: string | null = null;
  #renewedAt = 0;
  #settling: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(url: string, logger: Logger, options: RedisPresenceOptions = {}) {
    this.#logger = logger;
    this.#leaseMs = options.leaseMs ?? 16_000;
    this.#settleMs = options.settleMs ?? 15_000;
    this.#redis = connectToRedis(url, 'presence', logger);
    this.#redis.on('close', () => {
      this.#lease = null;
    });
    const begun = new Promise<void>((resolve) => {
      this.#redis.on('ready', () => void this.#begin().then(resolve));
    });
    this.#firstConnection = Promise.race([begun, delay(commandTimeout, undefined, { ref: false })]);
    this.#renewal = setInterval(() => void this.#renew(), options.renewEveryMs ?? 1_000).unref();
  }

  get isWhole(): boolean {
    return this.#current !== null && this.#settling === undefined;
  }

  async enter(place: string, userIds: readonly string[]): Promise<boolean> {
    await this.#connected();
    const isNewHere = await this.#own.enter(place, userIds);
    return this.#ask(
      (lease) => this.#entering(this.#redis.pipeline(), place, userIds, lease),
      ([, ...came]) => sum(came) > 0,
      isNewHere,
    );
  }

  async leave(place: string, userIds: readonly string[]): Promise<boolean> {
    await this.#connected();
    const isGoneHere = await this.#own.leave(place, userIds);
    return this.#ask(
      (lease) => {
        const pipeline = this.#redis.pipeline();
        const keys = [peopleKey(place), ownKey(place, lease)];
        for (const some of batches(userIds)) this.#run(pipeline, 'leave', keys, some);
        return pipeline;
      },
      (gone) => sum(gone) > 0,
      isGoneHere,
    );
  }

  async attendance(place: string): Promise<Attendance> {
    return this.#ask(
      () => this.#run(this.#redis.pipeline(), 'attendance', [peopleKey(place)], [`${mostNamed}`]),
      ([found]) => {
        const [count, userIds] = found as [number, string[]?];
        return { count, userIds: userIds ?? null };
      },
      await this.#own.attendance(place),
    );
  }

  async counts(places: readonly string[]): Promise<number[]> {
    return this.#ask(
      () => {
        const pipeline = this.#redis.pipeline();
        for (const place of places) pipeline.hlen(peopleKey(place));
        return pipeline;
      },
      (counts) => counts as number[],
      await this.#own.counts(places),
    );
  }

  async areThere(people: readonly { place: string; userId: string }[]): Promise<boolean[]> {
    return this.#ask(
      () => {
        const pipeline = this.#redis.pipeline();
        for (const { place, userId } of people) pipeline.hexists(peopleKey(place), userId);
        return pipeline;
      },
      (found) => found.map((count) => count === 1),
      await this.#own.areThere(people),
    );
  }

  onChange(listener: (place: string | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#renewal);
    clearTimeout(this.#settling);
    this.#listeners.clear();
    // What was told before goes out before QUIT.
    await this.#redis.quit().catch(() => undefined);
    this.#redis.disconnect();
  }

  /** The lease, unless it may have run out unseen: a process that stood still cannot know. */
  get #current(): string | null {
    return performance.now() - this.#renewedAt < this.#leaseMs ? this.#lease : null;
  }

  /** Asks Redis; where it cannot be asked, `ownAnswer` is what this process knows itself. */
  async #ask<Answer>(
    commands: (lease: string) => Pipeline,
    read: (results: unknown[]) => Answer,
    ownAnswer: Answer,
  ): Promise<Answer> {
    await this.#connected();
    const lease = this.#current;
    if (lease === null) return ownAnswer;
    try {
      return read(await resultsOf(commands(lease)));
    } catch (error) {
      this.#giveUp(error);
      return ownAnswer;
    }
  }

  /** Only the first to ask in a process can find a connection that is still being made. */
  async #connected(): Promise<void> {
    if (this.#lastLease === null) await this.#firstConnection;
  }

  #run(
    pipeline: Pipeline,
    script: ScriptName,
    keys: readonly string[],
    args: readonly string[],
  ): Pipeline {
    return pipeline.evalsha(this.#hashes.get(script) ?? '', keys.length, ...keys, ...args);
  }

  #entering(pipeline: Pipeline, place: string, userIds: Iterable<string>, lease: string): Pipeline {
    // First where to look for the people of a process that ended, then the people.
    pipeline.sadd(placesKey(lease), place);
    const keys = [peopleKey(place), ownKey(place, lease)];
    for (const some of batches([...userIds])) this.#run(pipeline, 'enter', keys, some);
    return pipeline;
  }

  /** Takes a new lease, and tells Redis all who are here. */
  async #begin(): Promise<void> {
    try {
      const names = Object.keys(scripts) as ScriptName[];
      const hashes = await Promise.all(
        names.map((name) => this.#redis.script('LOAD', scripts[name])),
      );
      for (const [index, name] of names.entries()) this.#hashes.set(name, hashes[index] as string);
      await this.#tellEverything();
    } catch (error) {
      this.#giveUp(error);
    }
  }

  async #tellEverything(): Promise<void> {
    const [last, lease] = [this.#lastLease, randomUUID()];
    const pipeline = this.#redis.pipeline();
    pipeline.zscore(leasesKey, last ?? '');
    this.#run(pipeline, 'lease', [leasesKey], [lease, `${this.#leaseMs}`, '1']);
    const places = [...this.#own.places];
    const replies = places.map(([place, userIds]) => {
      const first = pipeline.length + 1;
      this.#entering(pipeline, place, userIds, lease);
      return { place, first, end: pipeline.length };
    });
    // From here on whatever is told comes after this, on the same connection.
    [this.#lease, this.#lastLease, this.#renewedAt] = [lease, lease, performance.now()];
    const results = await resultsOf(pipeline);
    if (last !== null && results[0] === null) this.#settle();
    if (last !== null) await this.#drop(last);
    this.#tellListeners(null);
    for (const { end, first, place } of replies) {
      if (sum(results.slice(first, end)) > 0) this.#tellListeners(place);
    }
  }

  /** Redis has forgotten who was there, or took this process for dead: the others may have to tell anew too. */
  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#settling = undefined;
      this.#tellListeners(null);
    }, this.#settleMs).unref();
  }

  async #renew(): Promise<void> {
    const [lease, now] = [this.#lease, performance.now()];
    if (lease === null || this.#redis.status !== 'ready') return;
    try {
      const args = [lease, `${this.#leaseMs}`, '0'];
      const pipeline = this.#run(this.#redis.pipeline(), 'lease', [leasesKey], args);
      const [[isHeld, ended]] = (await resultsOf(pipeline)) as [[number, string[]]];
      if (lease !== this.#lease) return;
      if (isHeld === 1) this.#renewedAt = now;
      else await this.#tellEverything();
      for (const other of ended) await this.#drop(other);
    } catch (error) {
      this.#giveUp(error);
    }
  }

  /** Takes away the people of a lease that has ended. Several processes may do so at the same time. */
  async #drop(lease: string): Promise<void> {
    const places = await this.#redis.smembers(placesKey(lease));
    const pipeline = this.#redis.pipeline();
    for (const place of places) {
      this.#run(pipeline, 'drop', [peopleKey(place), ownKey(place, lease)], []);
    }
    const gone = await resultsOf(pipeline);
    await this.#redis.pipeline().zrem(leasesKey, lease).del(placesKey(lease)).exec();
    for (const [index, place] of places.entries()) {
      if (Number(gone[index]) > 0) this.#tellListeners(place);
    }
  }

  #tellListeners(place: string | null): void {
    for (const listener of [...this.#listeners]) listener(place);
  }

  /** What Redis knows is uncertain from here on: a new connection begins with everything. */
  #giveUp(error: unknown): void {
    if (this.#isClosed) return;
    this.#logger.warn({ err: error }, 'Presence could not be told to Redis or asked of it');
    this.#lease = null;
    if (this.#redis.status === 'ready') this.#redis.disconnect(true);
  }
}

/** @throws Error the first of the pipeline's errors */
async function resultsOf(pipeline: Pipeline): Promise<unknown[]> {
  const results = (await pipeline.exec()) ?? [];
  for (const [error] of results) if (error) throw error;
  return results.map(([, result]) => result);
}

function* batches(userIds: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < userIds.length; start += largestBatch) {
    yield userIds.slice(start, start + largestBatch);
  }
}

const sum = (numbers: readonly unknown[]): number =>
  numbers.reduce((total: number, number) => total + Number(number), 0);
