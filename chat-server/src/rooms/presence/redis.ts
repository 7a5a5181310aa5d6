import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import {
  commandTimeout,
  connectedToAll,
  connectToRedis,
  isCluster,
  onLoss,
  redisPrefix,
  sendTogether,
  type Command,
  type Redis,
} from '../../bus/redis-connection';
import type { Logger } from '../../logger';
import { MemoryPresence } from './memory';
import { mostNamed, type Attendance, type PresenceStore } from './presence-store';
import { scripts } from './redis-scripts';

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

interface ToldPlace {
  /** Resolves when Redis knows that the lease has people there: only then it is told of them. */
  known: Promise<unknown>;
  /** How much is on its way about who is there. */
  asking: number;
}

/** The whole script each time: it is short, and no node of a cluster can have lost it. */
const run = (
  script: keyof typeof scripts,
  keys: readonly string[],
  args: readonly string[],
): Command => ['eval', scripts[script], keys.length, ...keys, ...args];

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
  /** Under which Redis knows the people who are here; null while it does not. */
  #lease: string | null = null;
  #lastLease: string | null = null;
  /** The last lease under which Redis was told all who are here. */
  #toldLease: string | null = null;
  /** Where Redis is to look for the people of the lease. */
  #places = new Map<string, ToldPlace>();
  #renewedAt = 0;
  #settling: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(url: string, logger: Logger, options: RedisPresenceOptions = {}) {
    this.#logger = logger;
    this.#leaseMs = options.leaseMs ?? 16_000;
    this.#settleMs = options.settleMs ?? 15_000;
    this.#redis = connectToRedis(url, 'presence', logger);
    onLoss(this.#redis, () => {
      this.#lease = null;
    });
    const begun = new Promise<void>((resolve) => {
      this.#redis.on('ready', () => void this.#begin().then(resolve));
    });
    this.#firstConnection = Promise.race([begun, delay(commandTimeout, undefined, { ref: false })]);
    this.#renewal = setInterval(() => void this.#renew(), options.renewEveryMs ?? 1_000).unref();
  }

  get isWhole(): boolean {
    const lease = this.#current;
    return lease !== null && lease === this.#toldLease && this.#settling === undefined;
  }

  async enter(place: string, userIds: readonly string[]): Promise<boolean> {
    await this.#connected();
    const isNewHere = await this.#own.enter(place, userIds);
    return this.#tell(
      place,
      (lease) => entering(place, userIds, lease),
      (came) => sum(came) > 0,
      isNewHere,
    );
  }

  async leave(place: string, userIds: readonly string[]): Promise<boolean> {
    await this.#connected();
    const isGoneHere = await this.#own.leave(place, userIds);
    return this.#tell(
      place,
      (lease) => leaving(place, userIds, lease),
      (gone) => sum(gone) > 0,
      isGoneHere,
    );
  }

  async attendance(place: string): Promise<Attendance> {
    return this.#ask(
      () => [run('attendance', [peopleKey(place)], [`${mostNamed}`])],
      ([found]) => {
        const [count, userIds] = found as [number, string[]?];
        return { count, userIds: userIds ?? null };
      },
      await this.#own.attendance(place),
    );
  }

  async counts(places: readonly string[]): Promise<number[]> {
    return this.#ask(
      () => places.map((place) => ['hlen', peopleKey(place)]),
      (counts) => counts as number[],
      await this.#own.counts(places),
    );
  }

  async areThere(people: readonly { place: string; userId: string }[]): Promise<boolean[]> {
    return this.#ask(
      () => people.map(({ place, userId }) => ['hexists', peopleKey(place), userId]),
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
    commands: (lease: string) => Command[],
    read: (results: unknown[]) => Answer,
    ownAnswer: Answer,
  ): Promise<Answer> {
    await this.#connected();
    const lease = this.#current;
    if (lease === null) return ownAnswer;
    try {
      return read(await sendTogether(this.#redis, commands(lease)));
    } catch (error) {
      this.#giveUp(error);
      return ownAnswer;
    }
  }

  /**
   * Asks what changes who is in a place, once Redis knows where to look for them should this process end.
   * What is asked of a place goes out in the order in which it was asked.
   */
  async #tell<Answer>(
    place: string,
    commands: (lease: string) => Command[],
    read: (results: unknown[]) => Answer,
    ownAnswer: Answer,
  ): Promise<Answer> {
    const lease = this.#current;
    if (lease === null) return ownAnswer;
    const known = this.#places.get(place);
    const told = known ?? { known: this.#redis.sadd(placesKey(lease), place), asking: 0 };
    this.#places.set(place, told);
    told.asking += 1;
    try {
      await told.known.catch((error: unknown) => {
        this.#giveUp(error);
      });
      // A new lease has told what is so by now.
      return this.#lease === lease ? await this.#ask(commands, read, ownAnswer) : ownAnswer;
    } finally {
      told.asking -= 1;
      this.#forget(place, told, lease);
    }
  }

  /** Nobody is looked for where nobody is: rooms come and go. Who comes again says so again, after this. */
  #forget(place: string, told: ToldPlace, lease: string): void {
    if (told.asking > 0 || this.#own.places.has(place) || this.#lease !== lease) return;
    if (this.#places.get(place) !== told) return;
    this.#places.delete(place);
    this.#redis.srem(placesKey(lease), place).catch((error: unknown) => {
      this.#giveUp(error);
    });
  }

  /** Only the first to ask in a process can find a connection that is still being made. */
  async #connected(): Promise<void> {
    if (this.#lastLease === null) await this.#firstConnection;
  }

  /** Takes a new lease, and tells Redis all who are here. */
  async #begin(): Promise<void> {
    try {
      await connectedToAll(this.#redis);
      await this.#tellEverything();
    } catch (error) {
      this.#giveUp(error);
    }
  }

  async #tellEverything(): Promise<void> {
    const [last, lease] = [this.#lastLease, randomUUID()];
    const own = [...this.#own.places].map(([place, userIds]) => ({ place, userIds: [...userIds] }));
    const known = sendTogether(this.#redis, [
      ['zscore', leasesKey, last ?? ''],
      run('lease', [leasesKey], [lease, `${this.#leaseMs}`, '1']),
      ...batches(own.map(({ place }) => place)).map((some): Command => [
        'sadd',
        placesKey(lease),
        ...some,
      ]),
    ]);
    // From here on whatever is told comes after this.
    this.#places = new Map(own.map(({ place }) => [place, { known, asking: 0 }]));
    [this.#lease, this.#lastLease, this.#renewedAt] = [lease, lease, performance.now()];
    const [lastEnds] = await known;
    const tellings = own.map(({ place, userIds }) => entering(place, userIds, lease));
    const came = await sendTogether(this.#redis, tellings.flat());
    // Of a cluster, one node may have forgotten what the others know.
    if (last !== null && (lastEnds === null || isCluster(this.#redis))) this.#settle();
    this.#toldLease = lease;
    if (last !== null) await this.#drop(last);
    this.#tellListeners(null);
    for (const [index, { place }] of own.entries()) {
      if (sum(came.splice(0, tellings[index]?.length)) > 0) this.#tellListeners(place);
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
      const renewal = run('lease', [leasesKey], [lease, `${this.#leaseMs}`, '0']);
      const [found] = await sendTogether(this.#redis, [renewal]);
      const [isHeld, ended] = found as [number, string[]];
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
    const gone = await sendTogether(
      this.#redis,
      places.map((place) => run('drop', [peopleKey(place), ownKey(place, lease)], [])),
    );
    await sendTogether(this.#redis, [
      ['del', placesKey(lease)],
      ['zrem', leasesKey, lease],
    ]);
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

const entering = (place: string, userIds: readonly string[], lease: string): Command[] =>
  batches(userIds).map((some) => run('enter', [peopleKey(place), ownKey(place, lease)], some));

const leaving = (place: string, userIds: readonly string[], lease: string): Command[] =>
  batches(userIds).map((some) => run('leave', [peopleKey(place), ownKey(place, lease)], some));

const batches = (items: readonly string[]): (readonly string[])[] =>
  Array.from({ length: Math.ceil(items.length / largestBatch) }, (_, index) =>
    items.slice(index * largestBatch, (index + 1) * largestBatch),
  );

const sum = (numbers: readonly unknown[]): number =>
  numbers.reduce((total: number, number) => total + Number(number), 0);
