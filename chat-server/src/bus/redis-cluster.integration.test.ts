import {
  describeNeeds,
  startRedisCluster,
  waitFor,
  type RedisCluster,
} from '@coco-chat/e2e/servers';
import { roomChannel, type AccountChangedEvent, type BusEvent } from '@coco-chat/collections';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Command } from 'ioredis';
import { pino } from 'pino';

import { describeBus } from './bus.contract';
import { RedisBus } from './redis';

const logger = pino({ level: 'silent' });
const note = (userId: string): AccountChangedEvent => ({ type: 'account.changed', userId });
const nameOf = (channel: string): string => `coco-chat:${channel}`;
const slotOf = (channel: string): number =>
  new Command('spublish', [nameOf(channel), '']).getSlot();
const rooms = Array.from({ length: 300 }, (_, index) => roomChannel(`room-${index}`));

describeNeeds('redis-server', 'RedisBus on a cluster', () => {
  let cluster: RedisCluster;
  const open: RedisBus[] = [];
  const openBus = (): RedisBus => {
    const bus = new RedisBus(cluster.url, logger);
    open.push(bus);
    return bus;
  };
  const closeAll = async (): Promise<void> => {
    await Promise.all(open.splice(0).map((bus) => bus.close()));
  };
  const connected = (...buses: RedisBus[]): Promise<true> =>
    waitFor(() => Promise.all(buses.map((bus) => bus.ping())).then(() => true as const), {
      what: 'the buses to be connected',
      timeoutMs: 20_000,
    });

  /** How many subscribe to each channel at one node, of those with any. */
  const subscribersAt = async (node: number): Promise<Map<string, number>> => {
    const answer = await cluster.ask(node, 'PUBSUB', 'SHARDNUMSUB', ...rooms.map(nameOf));
    const numbers = answer as (string | number)[];
    const counts = rooms.map((room, index) => [room, Number(numbers[2 * index + 1])] as const);
    return new Map(counts.filter(([, count]) => count > 0));
  };
  /** The node that has a room. */
  const nodeOf = (room: string): number => Math.floor((slotOf(room) * 3) / 16_384);
  const roomAt = (node: number): string => {
    const room = rooms.find((candidate) => nodeOf(candidate) === node);
    if (room === undefined) throw new Error('No room is there');
    return room;
  };

  interface Listening {
    /** By room. */
    heard: Map<string, BusEvent[]>;
    gaps: number;
  }
  const listenToAll = async (bus: RedisBus): Promise<Listening> => {
    const listening: Listening = { heard: new Map(), gaps: 0 };
    bus.onGap(() => (listening.gaps += 1));
    await Promise.all(
      rooms.map((room) => {
        const events: BusEvent[] = [];
        listening.heard.set(room, events);
        return bus.subscribe(room, (event) => events.push(event));
      }),
    );
    return listening;
  };
  const userOf = (event: BusEvent): string => ('userId' in event ? event.userId : '');
  const countOf = ({ heard }: Listening, room: string, id: string): number =>
    heard.get(room)?.filter((event) => userOf(event) === id).length ?? 0;
  /** Publishes into every room, and resolves when each has been heard of, once. */
  const hearFromAll = async (from: RedisBus, listening: Listening, id: string): Promise<void> => {
    await Promise.all(rooms.map((room) => from.publish(room, note(id))));
    const counts = (): number[] => rooms.map((room) => countOf(listening, room, id));
    await waitFor(() => counts().every((count) => count > 0), {
      what: 'every room to be heard of',
    });
    expect(new Set(counts())).toEqual(new Set([1]));
  };

  beforeAll(async () => {
    cluster = await startRedisCluster({ replicas: 1 });
  });
  afterAll(() => cluster.stop());
  afterEach(closeAll);

  describe('as every bus', () => {
    describeBus(() => Promise.resolve({ open: () => Promise.resolve(openBus()), close: closeAll }));
  });

  test('spreads rooms over the nodes, each once for a process, and ends with the last listener', async () => {
    const [here, there] = [openBus(), openBus()];
    const ends = await Promise.all(rooms.map((room) => here.subscribe(room, () => undefined)));
    await Promise.all(rooms.map((room) => there.subscribe(room, () => undefined)));
    await Promise.all(rooms.map((room) => there.subscribe(room, () => undefined)));
    const nodes = await Promise.all([0, 1, 2].map(subscribersAt));
    for (const [node, counts] of nodes.entries()) {
      expect(counts.size).toBeGreaterThan(rooms.length / 5);
      expect([...counts.keys()].filter((room) => nodeOf(room) !== node)).toEqual([]);
      expect(new Set(counts.values())).toEqual(new Set([2]));
    }
    expect(nodes.reduce((total, { size }) => total + size, 0)).toBe(rooms.length);
    await Promise.all(ends.map((end) => end()));
    await there.close();
    await waitFor(async () => (await subscribersAt(0)).size === 0);
    expect((await subscribersAt(1)).size + (await subscribersAt(2)).size).toBe(0);
  });

  test('a node that dies takes its rooms along and no others, until it is back', async () => {
    const [here, there] = [openBus(), openBus()];
    const listening = await listenToAll(here);
    await hearFromAll(there, listening, 'before');
    const [lost, kept] = [roomAt(2), roomAt(1)];
    await cluster.nodes[2]?.kill();
    try {
      await waitFor(() => !here.isConnected);
      await expect(here.ping()).rejects.toThrow();
      await there.publish(kept, note('kept'));
      await waitFor(() => countOf(listening, kept, 'kept') === 1);
      await waitFor(async () => {
        await there.publish(lost, note('lost'));
        return there.failedPublishes > 0;
      });
      expect(countOf(listening, lost, 'lost')).toBe(0);
      // Who publishes hears of it all the same.
      await here.publish(lost, note('own'));
      expect(countOf(listening, lost, 'own')).toBe(1);
      expect(listening.gaps).toBe(0);
    } finally {
      await cluster.nodes[2]?.restart();
    }
    await connected(here, there);
    expect(listening.gaps).toBeGreaterThan(0);
    // What could not be published is published again.
    await waitFor(() => countOf(listening, lost, 'lost') === 1);
    await waitFor(() => countOf(listening, lost, 'own') === 2);
    await hearFromAll(there, listening, 'after');
  });

  test('thousands of rooms are subscribed to again when a node is back', async () => {
    const [here, there] = [openBus(), openBus()];
    const heard = new Set<string>();
    const many = Array.from({ length: 10_000 }, (_, index) => roomChannel(`many-${index}`));
    await Promise.all(many.map((room) => here.subscribe(room, () => heard.add(room))));
    await cluster.nodes[1]?.restart();
    await waitFor(() => !here.isConnected);
    await connected(here, there);
    await waitFor(async () => {
      await Promise.all(
        many.filter((room) => !heard.has(room)).map((room) => there.publish(room, note('after'))),
      );
      return heard.size === many.length;
    });
  });

  test('a slot that moves is followed, with a gap, and nothing is heard twice', async () => {
    const [here, there] = [openBus(), openBus()];
    const listening = await listenToAll(here);
    await hearFromAll(there, listening, 'before');
    const room = roomAt(1);
    const slot = slotOf(room);
    await cluster.moveSlot(slot, 1, 2);
    try {
      await waitFor(async () => (await subscribersAt(2)).get(room) === 1);
      await waitFor(() => listening.gaps > 0 && here.isConnected);
      expect((await subscribersAt(1)).get(room)).toBeUndefined();
      await hearFromAll(there, listening, 'after');
      // Whoever comes now may still be sent to where it was.
      const late = await listenToAll(openBus());
      await hearFromAll(there, late, 'late');
    } finally {
      await cluster.moveSlot(slot, 2, 1);
    }
    await waitFor(async () => (await subscribersAt(1)).get(room) === 2);
    await connected(here, there);
    await hearFromAll(there, listening, 'back');
  });

  test('subscribing goes on while a slot moves', async () => {
    const [here, there] = [openBus(), openBus()];
    await connected(here, there);
    const room = roomAt(0);
    await cluster.moveSlot(slotOf(room), 0, 2);
    try {
      const events: BusEvent[] = [];
      await here.subscribe(room, (event) => events.push(event));
      await there.publish(room, note('1'));
      await waitFor(() => events.length > 0);
      expect(events).toEqual([note('1')]);
    } finally {
      await cluster.moveSlot(slotOf(room), 2, 0);
    }
  });

  // The last one: the nodes are not what they were.
  test('a replica that takes over has the rooms of its master', async () => {
    const [here, there] = [openBus(), openBus()];
    const listening = await listenToAll(here);
    await hearFromAll(there, listening, 'before');
    await cluster.nodes[0]?.kill();
    await waitFor(() => !here.isConnected);
    await waitFor(() => here.isConnected, { what: 'the replica to take over', timeoutMs: 20_000 });
    await connected(here, there);
    expect(listening.gaps).toBeGreaterThan(0);
    const atReplica = await subscribersAt(3);
    expect([...atReplica.keys()]).toEqual(rooms.filter((room) => nodeOf(room) === 0));
    await waitFor(async () => {
      const { failedPublishes } = there;
      await Promise.all(rooms.map((room) => there.publish(room, note('taken over'))));
      return there.failedPublishes === failedPublishes;
    });
    await hearFromAll(there, listening, 'after');
  });
});
