import { describeNeeds, startRedis, waitFor, type RedisServer } from '@coco-chat/e2e/servers';
import type { AccountChangedEvent, BusEvent } from '@coco-chat/collections';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { pino } from 'pino';

import { describeBus } from './bus.contract';
import { RedisBus } from './redis';

const logger = pino({ level: 'silent' });
const note = (userId: string): AccountChangedEvent => ({ type: 'account.changed', userId });

describeNeeds('redis-server', 'RedisBus', () => {
  let server: RedisServer;
  const open: RedisBus[] = [];
  const openBus = (options: { heartbeatMs?: number } = {}): RedisBus => {
    const bus = new RedisBus(server.url, logger, options);
    open.push(bus);
    return bus;
  };
  const closeAll = async (): Promise<void> => {
    await Promise.all(open.splice(0).map((bus) => bus.close()));
  };

  const killConnections = async (name: string): Promise<void> => {
    const admin = new Redis(server.url);
    const clients = String(await admin.client('LIST')).split('\n');
    for (const client of clients.filter((line) => line.includes(`name=${name} `))) {
      await admin.client('KILL', 'ID', Number(/id=(\d+)/.exec(client)?.[1]));
    }
    admin.disconnect();
  };

  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  describe('as every bus', () => {
    describeBus(() => Promise.resolve({ open: () => Promise.resolve(openBus()), close: closeAll }));
  });

  describe('subscriptions', () => {
    let observer: Redis;
    beforeEach(() => {
      observer = new Redis(server.url);
    });
    afterEach(async () => {
      observer.disconnect();
      await closeAll();
    });

    const subscribers = async (channel: string): Promise<number> =>
      Number((await observer.pubsub('SHARDNUMSUB', `coco-chat:${channel}`))[1]);

    test('are one for a channel and process, and end with the last listener', async () => {
      const [here, there] = [openBus(), openBus()];
      const ends = await Promise.all(
        Array.from({ length: 20 }, () => here.subscribe('a', () => undefined)),
      );
      expect(await subscribers('a')).toBe(1);
      const end = await there.subscribe('a', () => undefined);
      expect(await subscribers('a')).toBe(2);
      await end();
      await Promise.all(ends.slice(1).map((unsubscribe) => unsubscribe()));
      expect(await subscribers('a')).toBe(1);
      await ends[0]?.();
      expect(await subscribers('a')).toBe(0);
    });

    test('end with the bus', async () => {
      const bus = openBus();
      await bus.subscribe('a', () => undefined);
      await bus.close();
      await waitFor(async () => (await subscribers('a')) === 0);
    });

    test('drop what is not an event', async () => {
      const bus = openBus();
      const events: BusEvent[] = [];
      await bus.subscribe('a', (event) => events.push(event));
      await observer.spublish('coco-chat:a', 'not JSON');
      await observer.spublish('coco-chat:a', JSON.stringify(note('1')));
      await waitFor(() => events.length > 0);
      expect(events).toEqual([note('1')]);
    });
  });

  describe('an outage of Redis', () => {
    afterEach(closeAll);

    const recovery = (...buses: RedisBus[]): Promise<true> =>
      waitFor(() => Promise.all(buses.map((bus) => bus.ping())).then(() => true as const));

    test('is survived: channels are subscribed again, and the gap is told', async () => {
      const [here, there] = [openBus(), openBus()];
      const events: BusEvent[] = [];
      let gaps = 0;
      here.onGap(() => (gaps += 1));
      await here.subscribe('a', (event) => events.push(event));
      await server.restart();
      await recovery(here, there);
      await there.publish('a', note('after'));
      await waitFor(() => events.length > 0);
      expect(events).toEqual([note('after')]);
      expect(gaps).toBe(1);
    });

    test('leaves this process its own events, fails nobody, and is counted', async () => {
      const bus = openBus();
      const events: BusEvent[] = [];
      await bus.subscribe('a', (event) => events.push(event));
      await server.kill();
      try {
        await waitFor(() => !bus.isConnected);
        await expect(bus.publish('a', note('1'))).resolves.toBeUndefined();
        expect(events).toEqual([note('1')]);
        expect(bus.failedPublishes).toBe(1);
        await expect(bus.ping()).rejects.toThrow();
      } finally {
        await server.restart();
      }
    });

    test('of a publisher alone keeps from the others no more than older events', async () => {
      const [here, there] = [openBus(), openBus()];
      const events: (BusEvent & { userId?: string })[] = [];
      await there.subscribe('a', (event) => events.push(event));
      await recovery(here);
      await killConnections('coco-chat-publisher');
      let last = 0;
      await waitFor(async () => {
        last += 1;
        await here.publish('a', note(`${last}`));
        return here.failedPublishes > 0;
      });
      await waitFor(() => events.some(({ userId }) => userId === `${last}`));
      expect(there.isConnected).toBe(true);
    });

    test('that only stands still is found, and survived', async () => {
      const [here, there] = [openBus({ heartbeatMs: 100 }), openBus()];
      const events: BusEvent[] = [];
      let gaps = 0;
      here.onGap(() => (gaps += 1));
      await here.subscribe('a', (event) => events.push(event));
      process.kill(server.pid, 'SIGSTOP');
      try {
        await waitFor(() => !here.isConnected);
      } finally {
        process.kill(server.pid, 'SIGCONT');
      }
      await waitFor(() => gaps === 1);
      await recovery(here, there);
      await there.publish('a', note('after'));
      await waitFor(() => events.length > 0);
      expect(events).toEqual([note('after')]);
    });

    test('is survived with thousands of channels', async () => {
      const [here, there] = [openBus(), openBus()];
      const channels = Array.from({ length: 10_000 }, (_, index) => `room:${index}`);
      const heard = new Set<string>();
      await Promise.all(
        channels.map((channel) => here.subscribe(channel, () => heard.add(channel))),
      );
      await server.restart();
      await recovery(here, there);
      await Promise.all(channels.map((channel) => there.publish(channel, note('after'))));
      await waitFor(() => heard.size === channels.length);
    });

    test('lets new listeners come, who are served once it is over', async () => {
      const [here, there] = [openBus(), openBus()];
      await here.subscribe('before', () => undefined);
      await server.kill();
      const events: BusEvent[] = [];
      try {
        await waitFor(() => !here.isConnected);
        await here.subscribe('a', (event) => events.push(event));
      } finally {
        await server.restart();
      }
      await recovery(here, there);
      await there.publish('a', note('1'));
      await waitFor(() => events.length > 0);
      expect(events).toEqual([note('1')]);
    });
  });
});
