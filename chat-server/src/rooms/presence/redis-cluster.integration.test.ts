import {
  describeNeeds,
  startRedisCluster,
  waitFor,
  type RedisCluster,
} from '@coco-chat/e2e/servers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';

import { describePresence } from './presence.contract';
import { RedisPresence, type RedisPresenceOptions } from './redis';

const logger = pino({ level: 'silent' });
const places = Array.from({ length: 60 }, (_, index) => `room ${index}`);

describeNeeds('redis-server', 'RedisPresence on a cluster', () => {
  let cluster: RedisCluster;
  const opened: RedisPresence[] = [];

  /** The presence of one more process, in shorter times than the product's. */
  const open = (options: RedisPresenceOptions = {}): RedisPresence => {
    const store = new RedisPresence(cluster.url, logger, {
      renewEveryMs: 50,
      leaseMs: 10_000,
      settleMs: 300,
      ...options,
    });
    opened.push(store);
    return store;
  };
  const askAll = (...command: string[]): Promise<unknown[]> =>
    Promise.all([0, 1, 2].map((node) => cluster.ask(node, ...command)));
  const keysOfAll = async (pattern: string): Promise<string[][]> =>
    (await askAll('KEYS', pattern)) as string[][];

  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster.stop());
  beforeEach(async () => {
    await askAll('FLUSHALL');
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });

  describe('as every store', () => {
    describePresence(() => open());
  });

  test('spreads rooms over the nodes, and knows them all', async () => {
    const [here, there] = [open(), open()];
    await Promise.all(places.map((place) => here.enter(place, ['하늘'])));
    await Promise.all(places.map((place) => there.enter(place, ['바다'])));
    expect(await here.counts(places)).toEqual(places.map(() => 2));
    const rooms = await keysOfAll('coco-chat:presence:*:people');
    for (const keys of rooms) expect(keys.length).toBeGreaterThan(places.length / 6);
    expect(rooms.flat()).toHaveLength(places.length);
  });

  test('the people of a process that was killed are gone from every node with its lease', async () => {
    const [here, there] = [open({ leaseMs: 800 }), open({ leaseMs: 800 })];
    await Promise.all(places.map((place) => there.enter(place, ['바다'])));
    await here.enter('room 7', ['하늘']);
    opened.splice(opened.indexOf(there), 1);
    await there.close();
    expect(await here.counts(places)).toContain(1);
    await waitFor(async () =>
      (await here.counts(places)).every((count, i) => count === +(i === 7)),
    );
    const rooms = await keysOfAll('coco-chat:presence:{*');
    expect(rooms.flat().filter((key) => !key.includes('{room 7}'))).toEqual([]);
  });

  test('a node that died and forgot is told again what it had', async () => {
    const [here, there] = [open(), open()];
    await Promise.all(places.map((place) => here.enter(place, ['하늘'])));
    await Promise.all(places.map((place) => there.enter(place, ['바다'])));
    await cluster.nodes[1]?.kill();
    try {
      await waitFor(() => !here.isWhole && !there.isWhole);
      expect(await here.enter('room 7', ['구름'])).toBe(true);
      expect(await here.leave('room 8', ['하늘'])).toBe(true);
      expect(await here.counts(['room 7', 'room 8'])).toEqual([2, 0]);
    } finally {
      await cluster.nodes[1]?.restart();
    }
    await waitFor(() => here.isWhole && there.isWhole, { timeoutMs: 20_000 });
    const expected = places.map((place) => ({ 'room 7': 3, 'room 8': 1 })[place] ?? 2);
    await waitFor(async () => expect(await there.counts(places)).toEqual(expected) === undefined);
    expect(await here.counts(places)).toEqual(expected);
  });
});
