import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import {
  commandTimeout,
  connectToRedis,
  loadScripts,
  onLoss,
  redisPrefix,
  type Redis,
} from '../../bus/redis-connection';
import type { Logger } from '../../logger';
import type { Entrance, MatchQueue, MissingTicket, Pairing, Ticket } from './match-queue';
import { PairingListeners, pairingOf } from './pairing';
import { scripts } from './redis-scripts';
import { leaveLines, type Link, type Place } from './waiting-line';
import {
  defaultTickEvery,
  startWidth,
  Widenings,
  wideningTimes,
  type WideningTimes,
} from './widening';

type ScriptName = keyof typeof scripts;

export interface RedisQueueOptions {
  /** Milliseconds since 1970, for tests. Default: the time of the system here, and that of Redis there. */
  now?: () => number;
  /** The same in every process. Default: {@link wideningTimes}. */
  times?: Partial<WideningTimes>;
  /** How often {@link RedisMatchQueue.tick} comes by itself; null for never. Default: 250 milliseconds. */
  tickEveryMs?: number | null;
  /** How often a process says that it is alive. Default: 1 second. */
  renewEveryMs?: number;
  /** How long after that the tickets of a process may be claimed. Default: 5 seconds. */
  leaseMs?: number;
}

/** The hash tag keeps what the scripts touch in one slot of a cluster. */
const prefix = `${redisPrefix}{random}`;

/** The most tickets that one script looks for partners for. */
const largestWidening = 100;
/** The most tickets on their way to Redis again at a time: each command has its time-out. */
const largestReturn = 500;
/** The most tickets that one script takes out. */
const largestDrop = 200;

/** A ticket as Redis has it. */
interface StoredTicket extends Ticket {
  lease: string;
  /** Of this entering, unlike any other's in any process: one ticket may enter many times. */
  entry: string;
  /** When it entered, in milliseconds since 1970: the later of two tickets of one account is the one that counts. */
  at: number;
}

/** A ticket that entered here. */
interface OwnTicket extends Place {
  readonly ticket: Ticket;
  readonly entry: string;
  readonly at: number;
  /** Under which Redis was told of it last; null before it was. */
  lease: string | null;
  links: Link<OwnTicket>[];
}

type EnterReply = ['lease'] | ['taken', string] | ['waiting', string] | ['paired', string, string];

/**
 * The queue over several processes. All tickets are in Redis; each belongs to the lease of the process
 * through which it entered, and cannot be claimed any more when that has ended. Pairings are made within
 * Redis, in one script each. A process looks for partners for its own tickets when these have waited long
 * enough, and is told there which of them others have claimed.
 *
 * Whenever the connection or the lease was lost, a process takes a new lease and enters its tickets again,
 * but for those that were claimed meanwhile. What Redis has forgotten of that it cannot tell: the unique
 * index over the seats of a session stands behind it.
 */
export class RedisMatchQueue implements MatchQueue {
  readonly #redis: Redis;
  readonly #logger: Logger;
  readonly #now: () => number;
  /** What every script is told first. */
  readonly #circumstances: () => string[];
  readonly #leaseMs: number;
  /** By account. */
  readonly #own = new Map<string, OwnTicket>();
  /** The same by the number of their entering. */
  readonly #entries = new Map<string, OwnTicket>();
  readonly #missing = new Map<string, MissingTicket>();
  readonly #widenings: Widenings<OwnTicket>;
  readonly #listeners = new PairingListeners();
  readonly #hashes = new Map<ScriptName, string>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #firstConnection: Promise<unknown>;
  /** Begins the number of each entering here. */
  readonly #process = randomUUID();
  #entered = 0;
  /** Null while Redis cannot be asked. */
  #lease: string | null = null;
  #lastLease: string | null = null;
  /** Entries that Redis need not tell of any more. */
  #heard: string[] = [];
  #isAway = false;
  #isClosed = false;

  constructor(url: string, logger: Logger, options: RedisQueueOptions = {}) {
    const times = { ...wideningTimes, ...options.times };
    const { now, tickEveryMs = defaultTickEvery } = options;
    this.#logger = logger;
    this.#now = now ?? Date.now;
    this.#leaseMs = options.leaseMs ?? 5_000;
    this.#widenings = new Widenings(times);
    this.#circumstances = () => [
      now ? `${now()}` : '',
      ...[times.languageAfterMs, times.anybodyAfterMs, times.recentAfterMs, times.firstAfterMs].map(
        String,
      ),
    ];
    this.#redis = connectToRedis(url, 'random-queue', logger);
    onLoss(this.#redis, () => {
      this.#lease = null;
    });
    const begun = new Promise<void>((resolve) => {
      this.#redis.on('ready', () => void this.#begin().then(resolve));
    });
    this.#firstConnection = Promise.race([begun, delay(commandTimeout, undefined, { ref: false })]);
    this.#timers.push(setInterval(() => void this.#renew(), options.renewEveryMs ?? 1_000).unref());
    if (tickEveryMs !== null) {
      this.#timers.push(setInterval(() => void this.tick(), tickEveryMs).unref());
    }
  }

  async enter(ticket: Ticket): Promise<Entrance> {
    await this.#connected();
    const former = this.#own.get(ticket.userId);
    const wasOnlyHere = former?.lease === null;
    const kept = {
      pairing: null,
      superseded: former && former.ticket.id !== ticket.id ? former.ticket.id : null,
    };
    const own = this.#keep(ticket);
    const lease = this.#lease;
    if (lease === null) return kept;
    try {
      const { pairing, superseded } = await this.#tell(own, lease, false);
      // Whether that which Redis was told of still waited, Redis alone knows.
      return { pairing, superseded: wasOnlyHere ? kept.superseded : superseded };
    } catch (error) {
      this.#giveUp(error);
      return kept;
    }
  }

  async leave(userId: string, ticketId: string): Promise<boolean> {
    await this.#connected();
    const own = this.#own.get(userId);
    const isOwn = own?.ticket.id === ticketId;
    if (isOwn) this.#forget(own);
    if (this.#missing.get(userId)?.id === ticketId) this.#missing.delete(userId);
    const wasOnlyHere = isOwn && own.lease === null;
    if (wasOnlyHere || this.#lease === null) return wasOnlyHere;
    try {
      return (await this.#run('leave', [userId, ticketId])) === 1;
    } catch (error) {
      this.#giveUp(error);
      return false;
    }
  }

  async waiting(): Promise<number> {
    await this.#connected();
    if (this.#lease === null) return this.#own.size;
    try {
      return await this.#redis.zcard(`${prefix}:line:all`);
    } catch (error) {
      this.#giveUp(error);
      return this.#own.size;
    }
  }

  onPairing(listener: (pairing: Pairing) => void): () => void {
    return this.#listeners.add(listener);
  }

  missing(): Promise<readonly MissingTicket[]> {
    return Promise.resolve([...this.#missing.values()]);
  }

  /** Looks for a partner for all who entered here and whose wait has reached the next width. */
  async tick(): Promise<void> {
    const due = [...this.#widenings.due(this.#now())];
    // Without a lease they are looked for when they enter again.
    if (this.#lease === null) return;
    try {
      for (const some of batches(due, largestWidening)) {
        const args = some.flatMap(({ item, afterMs }) => [item.userId, item.entry, `${afterMs}`]);
        const paired = (await this.#run('widen', args)) as string[];
        for (const [one, other] of batches(paired, 2)) {
          if (one !== undefined && other !== undefined)
            this.#listeners.tell(this.#pair(one, other));
        }
      }
    } catch (error) {
      this.#giveUp(error);
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#listeners.clear();
    for (const own of [...this.#own.values()]) this.#forget(own);
    const lease = this.#lease;
    // What cannot be taken out now is gone with the lease.
    if (lease !== null) await this.#drop(lease, true).catch(() => undefined);
    await this.#redis.quit().catch(() => undefined);
    this.#redis.disconnect();
  }

  /** Only the first to ask in a process can find a connection that is still being made. */
  async #connected(): Promise<void> {
    if (this.#lastLease === null) await this.#firstConnection;
  }

  #run(script: ScriptName, args: readonly string[]): Promise<unknown> {
    const hash = this.#hashes.get(script) ?? '';
    return this.#redis.evalsha(hash, 1, prefix, ...this.#circumstances(), ...args);
  }

  #keep(ticket: Ticket): OwnTicket {
    const { since, userId } = ticket;
    const former = this.#own.get(userId);
    if (former) this.#forget(former);
    this.#missing.delete(userId);
    this.#entered += 1;
    const now = this.#now();
    const entry = `${this.#process}:${this.#entered}`;
    const own: OwnTicket = { ticket, since, userId, entry, at: now, lease: null, links: [] };
    this.#own.set(userId, own);
    this.#entries.set(entry, own);
    own.links = this.#widenings.add(own, startWidth(ticket), now);
    return own;
  }

  #forget(own: OwnTicket): void {
    leaveLines(own.links);
    this.#entries.delete(own.entry);
    if (this.#own.get(own.userId) === own) this.#own.delete(own.userId);
  }

  #miss(own: OwnTicket, replacedBy: string): void {
    this.#forget(own);
    const supersededBy = replacedBy === '' ? null : replacedBy;
    this.#missing.set(own.userId, { ...own.ticket, supersededBy });
  }

  /** Enters a ticket in Redis; again, unless somebody has claimed it or entered anew meanwhile. */
  async #tell(own: OwnTicket, lease: string, isAgain: boolean): Promise<Entrance> {
    const before = own.lease;
    const nothing = { pairing: null, superseded: null };
    own.lease = lease;
    const args = [stored(own, lease), isAgain ? '1' : '0', before ?? ''];
    const reply = (await this.#run('enter', args)) as EnterReply;
    switch (reply[0]) {
      case 'lease':
        own.lease = before;
        this.#lose(lease);
        return nothing;
      case 'taken':
        // It may have left since.
        if (this.#entries.has(own.entry)) this.#miss(own, reply[1]);
        return nothing;
      case 'waiting':
        return { pairing: null, superseded: reply[1] || null };
      case 'paired':
        return { pairing: this.#pair(stored(own, lease), reply[2]), superseded: reply[1] || null };
    }
  }

  /** Those of a pairing wait no more. */
  #pair(...pair: [string, string]): Pairing {
    const [one, other] = pair.map((json) => {
      const ticket = JSON.parse(json) as StoredTicket;
      const own = this.#entries.get(ticket.entry);
      if (own) this.#forget(own);
      return withoutEntry(ticket);
    }) as [Ticket, Ticket];
    return pairingOf(one, other);
  }

  async #begin(): Promise<void> {
    try {
      const names = Object.keys(scripts) as ScriptName[];
      const hashes = await loadScripts(
        this.#redis,
        names.map((name) => scripts[name]),
      );
      for (const [index, name] of names.entries()) this.#hashes.set(name, hashes[index] ?? '');
      await this.#takeLease();
    } catch (error) {
      this.#giveUp(error);
    }
  }

  /** Takes a new lease, and enters under it who waits here. */
  async #takeLease(): Promise<void> {
    const [last, lease] = [this.#lastLease, randomUUID()];
    const taking = this.#run('renew', [lease, `${this.#leaseMs}`, '1']);
    // From here on whatever is asked comes after this, on the same connection.
    [this.#lease, this.#lastLease, this.#heard] = [lease, lease, []];
    await taking;
    for (const some of batches([...this.#own.values()], largestReturn)) {
      const returning = some.filter(({ entry, lease: told }) => {
        return this.#entries.has(entry) && told !== lease;
      });
      await Promise.all(returning.map((own) => this.#enterAgain(own, lease)));
      if (this.#lease !== lease) return;
    }
    if (last !== null) await this.#drop(last, true);
    if (this.#isAway) this.#logger.info('The random queue is in Redis again');
    this.#isAway = false;
  }

  async #enterAgain(own: OwnTicket, lease: string): Promise<void> {
    const { pairing } = await this.#tell(own, lease, true);
    if (pairing) this.#listeners.tell(pairing);
  }

  async #renew(): Promise<void> {
    const [lease, heard] = [this.#lease, this.#heard];
    if (lease === null) return;
    try {
      const reply = await this.#run('renew', [lease, `${this.#leaseMs}`, '0', ...heard]);
      const [isHeld, taken, ended] = reply as [number, string[], string[]];
      if (lease !== this.#lease) return;
      this.#heard = [];
      for (const [entry, replacedBy] of batches(taken, 2)) {
        if (entry === undefined || replacedBy === undefined) continue;
        this.#heard.push(entry);
        const own = this.#entries.get(entry);
        if (own) this.#miss(own, replacedBy);
      }
      if (isHeld === 0) this.#lose(lease);
      for (const other of ended) await this.#drop(other, other === lease);
    } catch (error) {
      this.#giveUp(error);
    }
  }

  /** Redis does not know the lease any more, or has taken this process for dead. */
  #lose(lease: string): void {
    if (lease !== this.#lease) return;
    this.#lease = null;
    this.#logger.warn('The random queue has lost its place in Redis, and takes a new one');
    void this.#takeLease().catch((error: unknown) => this.#giveUp(error));
  }

  /** Takes out the tickets of a lease that has ended. Several processes may do so at the same time. */
  async #drop(lease: string, isOwn: boolean): Promise<void> {
    const args = [lease, `${largestDrop}`, isOwn ? '1' : '0'];
    while (Number(await this.#run('drop', args)) > 0);
  }

  /** What Redis has done is uncertain from here on: a new connection begins with everything. */
  #giveUp(error: unknown): void {
    if (this.#isClosed) return;
    if (!this.#isAway) {
      this.#logger.warn({ err: error }, 'The random queue cannot reach Redis; who waits is kept');
    }
    this.#isAway = true;
    this.#lease = null;
    if (this.#redis.status === 'ready') this.#redis.disconnect(true);
  }
}

export const createRedisQueue = (
  redisUrl: string,
  logger: Logger,
  options?: RedisQueueOptions,
): MatchQueue => new RedisMatchQueue(redisUrl, logger, options);

const stored = ({ ticket, entry, at }: OwnTicket, lease: string): string =>
  JSON.stringify({ ...ticket, lease, entry, at } satisfies StoredTicket);

const withoutEntry = (ticket: StoredTicket): Ticket => {
  const { id, userId, interests, language, since, avoid, recent } = ticket;
  return { id, userId, interests, language, since, avoid, recent };
};

function* batches<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
