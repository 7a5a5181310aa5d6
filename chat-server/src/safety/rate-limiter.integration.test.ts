import { setTimeout as delay } from 'node:timers/promises';

import {
  describeNeeds,
  startRedis,
  startRedisCluster,
  waitFor,
  type RedisCluster,
  type RedisServer,
} from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';

import { connectedToAll, connectToRedis, type Redis } from '../bus/redis-connection';
import type { Limit } from './limits';
import { RateLimiter } from './rate-limiter';
import { SlowMode } from './slow-mode';

const logger = pino({ level: 'silent' });

let names = 0;
/** Limits that nothing was counted against yet. */
const limits = (...rest: Pick<Limit, 'by' | 'points' | 'seconds'>[]): Limit[] => {
  names += 1;
  return rest.map((limit) => ({ name: `test-${names}`, ...limit }));
};

const waitOf = async (attempt: Promise<unknown>): Promise<number> => {
  const error: unknown = await attempt.then(
    () => ({}),
    (reason: unknown) => reason,
  );
  const { code, details } = error as { code?: string; details?: { retryAfterMs: number } };
  if (code === undefined) return 0;
  expect(code).toBe('RATE_LIMITED');
  return details?.retryAfterMs ?? NaN;
};

/** Waits so long by the clock that limits go by: a timer alone may be a millisecond early. */
const hasPassed = async (milliseconds: number): Promise<void> => {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) await delay(end - Date.now());
};

/** What both promise, wherever they count. */
function describeCounting(connect: () => Redis | null): void {
  const one = (scale = 1): RateLimiter => new RateLimiter(connect(), scale);

  test('a limit is met at its points, and says truly when it is over', async () => {
    const limiter = one();
    const limit = limits({ by: 'account', points: 3, seconds: 1 });
    const take = () => waitOf(limiter.take(limit, { account: 'a' }));
    expect([await take(), await take(), await take()]).toEqual([0, 0, 0]);
    const wait = await take();
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(1_001);
    expect(await waitOf(limiter.take(limit, { account: 'b' }))).toBe(0);
    await hasPassed(wait);
    expect(await take()).toBe(0);
  });

  test('what comes at once is counted one by one', async () => {
    const [first, second] = [one(), one()];
    const limit = limits({ by: 'room', points: 5, seconds: 30 });
    const waits = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        waitOf((index % 2 ? first : second).take(limit, { room: 'r' })),
      ),
    );
    // Two limiters in one process without Redis are two processes that do not know of each other.
    const counters = connect() === null ? 2 : 1;
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5 * counters);
  });

  test('who is stopped by one limit does not use up another', async () => {
    const limiter = one();
    const both = limits(
      { by: 'account', points: 10, seconds: 30 },
      { by: 'room', points: 1, seconds: 30 },
    );
    const subjects = { account: 'a', room: 'r' };
    await limiter.take(both, subjects);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect(await waitOf(limiter.take(both, subjects))).toBeGreaterThan(0);
    }
    expect(await waitOf(limiter.take(both, { account: 'a', room: 'other' }))).toBe(0);
  });

  test('every limit is multiplied', async () => {
    const limiter = one(0.1);
    const limit = limits({ by: 'account', points: 20, seconds: 30 });
    const waits = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      waits.push((await waitOf(limiter.take(limit, { account: 'a' }))) > 0);
    }
    expect(waits).toEqual([false, false, true]);
  });

  test('slow mode gives one turn, to one message', async () => {
    const slow = new SlowMode(connect(), logger);
    const [room, member] = [{ slowModeSeconds: 1 }, { id: `member-${(names += 1)}` }];
    const giveBack = await slow.takeTurn(room, member, 'first');
    expect(await waitOf(slow.takeTurn(room, member, 'first'))).toBe(0);
    expect(await waitOf(slow.takeTurn(room, member, 'second'))).toBeGreaterThan(0);
    expect(await waitOf(slow.takeTurn(room, { id: 'somebody else' }, 'third'))).toBe(0);
    await giveBack();
    await slow.takeTurn(room, member, 'second');
    // It is no longer the first one's to give.
    await giveBack();
    const wait = await waitOf(slow.takeTurn(room, member, 'third'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(1_000);
    await hasPassed(wait);
    expect(await waitOf(slow.takeTurn(room, member, 'third'))).toBe(0);
  });

  test('who shortens slow mode shortens what people wait', async () => {
    const slow = new SlowMode(connect(), logger);
    const member = { id: `member-${(names += 1)}` };
    await slow.takeTurn({ slowModeSeconds: 3_600 }, member, 'first');
    expect(await waitOf(slow.takeTurn({ slowModeSeconds: 1 }, member, 'second'))).toBe(0);
    expect(await waitOf(slow.takeTurn({ slowModeSeconds: 0 }, member, 'third'))).toBe(0);
  });
}

describe('counting in one process', () => {
  describeCounting(() => null);
});

describeNeeds('redis-server', 'counting on Redis', () => {
  let server: RedisServer;
  const connections: Redis[] = [];
  beforeAll(async () => {
    server = await startRedis();
    // Each as of a process of its own.
    for (const role of ['one', 'other']) connections.push(connectToRedis(server.url, role, logger));
    await waitFor(() => connections.every(({ status }) => status === 'ready'));
  });
  afterAll(async () => {
    for (const connection of connections) connection.disconnect();
    await server.stop();
  });

  let next = 0;
  const connect = (): Redis | null => connections[(next += 1) % connections.length] ?? null;
  describeCounting(connect);

  test('slow mode holds in every process', async () => {
    const [one, other] = connections.map((connection) => new SlowMode(connection, logger));
    const [room, member] = [{ slowModeSeconds: 30 }, { id: 'two tabs' }];
    const turns = await Promise.all([
      waitOf(Promise.resolve(one?.takeTurn(room, member, 'here'))),
      waitOf(Promise.resolve(other?.takeTurn(room, member, 'there'))),
    ]);
    expect(turns.filter((wait) => wait === 0)).toHaveLength(1);
  });

  test('goes on in the process while Redis is away', async () => {
    const limiter = new RateLimiter(connect(), 1);
    const slow = new SlowMode(connect(), logger);
    const limit = limits({ by: 'account', points: 2, seconds: 30 });
    const [room, member] = [{ slowModeSeconds: 30 }, { id: 'cut off' }];
    const take = () => waitOf(limiter.take(limit, { account: 'a' }));
    await server.kill();
    expect([await take(), await take()]).toEqual([0, 0]);
    expect(await take()).toBeGreaterThan(0);
    expect(await waitOf(slow.takeTurn(room, member, 'first'))).toBe(0);
    expect(await waitOf(slow.takeTurn(room, member, 'second'))).toBeGreaterThan(0);
  });
});

describeNeeds('redis-server', 'counting on a cluster', () => {
  let cluster: RedisCluster;
  const connections: Redis[] = [];
  beforeAll(async () => {
    cluster = await startRedisCluster();
    for (const role of ['one', 'other']) {
      connections.push(connectToRedis(cluster.url, role, logger));
    }
    await waitFor(() => connections.every(({ status }) => status === 'ready'));
    await Promise.all(connections.map(connectedToAll));
  });
  afterAll(async () => {
    for (const connection of connections) connection.disconnect();
    await cluster.stop();
  });

  let next = 0;
  describeCounting(() => connections[(next += 1) % connections.length] ?? null);

  test('goes on in the process for whom a node that is away has counted', async () => {
    const [one] = connections;
    const limiter = new RateLimiter(one ?? null, 1);
    const limit = limits({ by: 'account', points: 1, seconds: 30 });
    const accounts = Array.from({ length: 60 }, (_, index) => `account ${index}`);
    const takeAll = () =>
      Promise.all(accounts.map((account) => waitOf(limiter.take(limit, { account }))));
    expect(new Set(await takeAll())).toEqual(new Set([0]));
    await cluster.nodes[2]?.kill();
    const waits = await takeAll();
    const again = waits.filter((wait) => wait === 0).length;
    expect(again).toBeGreaterThan(accounts.length / 6);
    expect(again).toBeLessThan(accounts.length / 2);
    expect((await takeAll()).filter((wait) => wait === 0)).toEqual([]);
  });
});
