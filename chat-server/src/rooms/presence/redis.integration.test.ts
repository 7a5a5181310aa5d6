import { describeNeeds, startRedis, waitFor, type RedisServer } from '@coco-chat/e2e/servers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';

import { connectToRedis, type Redis } from '../../bus/redis-connection';
import { describePresence } from './presence.contract';
import { RedisPresence, type RedisPresenceOptions } from './redis';

const logger = pino({ level: 'silent' });

describeNeeds('redis-server', 'RedisPresence', () => {
  let server: RedisServer;
  let observer: Redis;
  const opened: RedisPresence[] = [];

  /** The presence of one more process, in shorter times than the product's. */
  const open = (options: RedisPresenceOptions = {}): RedisPresence => {
    const store = new RedisPresence(server.url, logger, {
      renewEveryMs: 50,
      leaseMs: 400,
      settleMs: 300,
      ...options,
    });
    opened.push(store);
    return store;
  };
  /** A process that is killed: it says nothing any more, and its connection is cut. */
  const kill = async (store: RedisPresence): Promise<void> => {
    opened.splice(opened.indexOf(store), 1);
    await store.close();
  };
  const people = async (store: RedisPresence): Promise<string[]> =>
    [...((await store.attendance('a')).userIds ?? [])].sort();

  beforeAll(async () => {
    server = await startRedis();
    observer = connectToRedis(server.url, 'observer', logger);
  });
  afterAll(async () => {
    observer.disconnect();
    await server.stop();
  });
  beforeEach(async () => {
    await waitFor(() => observer.flushall());
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });

  describe('as every store', () => {
    describePresence(() => open({ leaseMs: 10_000 }));
  });

  test('one person in two processes is one, and gone with the second', async () => {
    const [here, there] = [open(), open()];
    expect(await here.enter('a', ['하늘'])).toBe(true);
    expect(await there.enter('a', ['하늘', '바다'])).toBe(true);
    expect(await here.enter('b', ['하늘'])).toBe(true);
    expect(await there.enter('b', ['하늘'])).toBe(false);
    expect(await there.counts(['a', 'b'])).toEqual([2, 1]);
    expect(await here.leave('a', ['하늘'])).toBe(false);
    expect(await people(here)).toEqual(['바다', '하늘']);
    expect(await there.leave('a', ['하늘'])).toBe(true);
    expect(await people(here)).toEqual(['바다']);
  });

  test('of a place that everybody has left nothing is kept, until somebody comes again', async () => {
    const [here, there] = [open(), open()];
    const kept = async (): Promise<string[]> =>
      (await observer.keys('coco-chat:*')).filter((key) => !key.endsWith('leases'));
    for (let round = 0; round < 20; round += 1) {
      await Promise.all([here.enter('a', ['하늘']), here.leave('a', ['하늘'])]);
      await Promise.all([here.enter('b', ['바다']), here.enter('b', ['구름'])]);
      await here.leave('b', ['바다', '구름']);
    }
    await waitFor(async () => (await kept()).length === 0);
    await here.enter('a', ['하늘']);
    expect(await there.counts(['a'])).toEqual([1]);
    await kill(here);
    await waitFor(async () => (await there.counts(['a']))[0] === 0);
    await waitFor(async () => (await kept()).length === 0);
  });

  test('a list of rooms or people costs one round trip', async () => {
    const store = open();
    const places = Array.from({ length: 100 }, (_, index) => `room ${index}`);
    await store.enter('room 7', ['하늘']);
    const received = async (): Promise<number> => {
      const [, reads] = /total_reads_processed:(\d+)/.exec(await observer.info('stats')) ?? [];
      return Number(reads);
    };
    const quiet = open({ renewEveryMs: 60_000, leaseMs: 100_000 });
    await quiet.counts(['a']);
    await kill(store);
    const before = await received();
    const counts = await quiet.counts(places);
    const there = await quiet.areThere(places.map((place) => ({ place, userId: '하늘' })));
    // Redis reads each of the two, and this question itself.
    expect((await received()) - before).toBeLessThanOrEqual(3);
    expect([counts.length, counts[7], there[7]]).toEqual([100, 1, true]);
  });

  test('the people of a process that was killed are there until its lease ends, and then gone', async () => {
    const [here, there] = [open(), open({ leaseMs: 800 })];
    const changes: (string | null)[] = [];
    await here.enter('a', ['하늘']);
    here.onChange((place) => changes.push(place));
    await there.enter('a', ['하늘', '바다']);
    await there.enter('b', ['바다']);
    await kill(there);
    expect(await people(here)).toEqual(['바다', '하늘']);
    await waitFor(async () => (await people(here)).length === 1);
    expect(await people(here)).toEqual(['하늘']);
    await waitFor(() => changes.length === 2);
    expect(changes.sort()).toEqual(['a', 'b']);
    expect(await observer.keys('*{b}*')).toEqual([]);
  });

  test('who comes back to another process before that was never away', async () => {
    const [here, there] = [open(), open({ leaseMs: 800 })];
    const changes: (string | null)[] = [];
    await here.counts([]);
    here.onChange((place) => changes.push(place));
    await there.enter('a', ['하늘']);
    await kill(there);
    expect(await here.enter('a', ['하늘'])).toBe(false);
    await waitFor(async () => (await observer.zcard('coco-chat:presence:leases')) === 1);
    expect([await people(here), changes]).toEqual([['하늘'], []]);
  });

  test('a process that was taken for dead says again who is there', async () => {
    const [here, there] = [open(), open()];
    await there.enter('a', ['바다']);
    await here.enter('a', ['하늘']);
    for (const lease of await observer.zrange('coco-chat:presence:leases', '0', '-1')) {
      await observer.zadd('coco-chat:presence:leases', 1, lease);
    }
    await waitFor(async () => (await people(here)).length === 2 && here.isWhole && there.isWhole);
    expect(await there.leave('a', ['바다'])).toBe(true);
    expect(await people(here)).toEqual(['하늘']);
    expect(await observer.keys('coco-chat:presence:{a}:*')).toHaveLength(2);
  });

  test('without Redis a process knows its own people, and fails nobody', async () => {
    const [here, there] = [open(), open()];
    await here.enter('a', ['하늘']);
    await there.enter('a', ['바다']);
    await server.kill();
    try {
      await waitFor(() => !here.isWhole && !there.isWhole);
      expect(await here.enter('a', ['구름'])).toBe(true);
      expect(await here.leave('a', ['하늘'])).toBe(true);
      expect(await people(here)).toEqual(['구름']);
      expect(await here.counts(['a'])).toEqual([1]);
      expect(await here.areThere([{ place: 'a', userId: '바다' }])).toEqual([false]);
    } finally {
      await server.restart();
    }
    await waitFor(() => here.isWhole && there.isWhole);
    expect(await people(here)).toEqual(['구름', '바다']);
    expect(await people(there)).toEqual(['구름', '바다']);
  });

  test('a Redis that has come back is not believed before it was told who is here', async () => {
    const here = open();
    await here.enter('a', ['하늘']);
    await server.kill();
    await waitFor(() => !here.isWhole);
    await server.restart();
    // Looks in each turn, as it would be for a moment only.
    while (!here.isWhole) await new Promise(setImmediate);
    expect(await people(here)).toEqual(['하늘']);
  });

  test('a Redis that forgot is not believed until the others had time to tell', async () => {
    const here = open({ settleMs: 1_000 });
    await here.enter('a', ['하늘']);
    const told: boolean[] = [];
    here.onChange((place) => place === null && told.push(here.isWhole));
    await server.restart();
    await waitFor(() => told.length === 2);
    expect(told).toEqual([false, true]);
    expect(await people(here)).toEqual(['하늘']);
  });
});
