import {
  describeNeeds,
  startRedisCluster,
  waitFor,
  type RedisCluster,
} from '@coco-chat/e2e/servers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';

import type { Ticket } from './match-queue';
import { describeQueue, people, ticketOf } from './queue.contract';
import { RedisMatchQueue, type RedisQueueOptions } from './redis';

const logger = pino({ level: 'silent' });

describeNeeds('redis-server', 'RedisMatchQueue on a cluster', () => {
  let cluster: RedisCluster;
  const opened: RedisMatchQueue[] = [];
  const closeAll = async (): Promise<void> => {
    await Promise.all(opened.splice(0).map((queue) => queue.close()));
  };
  const open = (options: RedisQueueOptions = {}): RedisMatchQueue => {
    const queue = new RedisMatchQueue(cluster.url, logger, {
      tickEveryMs: null,
      renewEveryMs: 50,
      leaseMs: 5_000,
      ...options,
    });
    opened.push(queue);
    return queue;
  };
  const flush = async (): Promise<void> => {
    await Promise.all([0, 1, 2].map((node) => cluster.ask(node, 'FLUSHALL')));
  };
  const lover = (userId: string, interest: string): Ticket =>
    ticketOf(userId, { interests: [interest], since: Date.now() });

  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster.stop());
  afterEach(closeAll);

  describe('as every queue', () => {
    describeQueue(
      async (now) => {
        await flush();
        return { queues: [open({ now }), open({ now }), open({ now })], close: closeAll };
      },
      { runs: 20 },
    );
  });

  test('tickets wait for the node of the queue, and are matched once it is back', async () => {
    await flush();
    const slot = Number(await cluster.ask(0, 'CLUSTER', 'KEYSLOT', 'coco-chat:{random}:leases'));
    const home = cluster.nodes[Math.floor((slot * 3) / 16_384)];
    const [here, there] = [open(), open()];
    const heard: string[][] = [];
    for (const queue of [here, there]) {
      queue.onPairing((pairing) => heard.push(people(pairing).sort()));
    }
    await here.enter(lover('하늘', 'film'));
    await home?.kill();
    try {
      expect(await there.enter(lover('바다', 'film'))).toEqual({ pairing: null, superseded: null });
      await waitFor(async () => (await here.waiting()) === 1);
      expect(await there.waiting()).toBe(1);
    } finally {
      await home?.restart();
    }
    await waitFor(() => heard.length > 0, { timeoutMs: 20_000 });
    expect(heard).toEqual([['바다', '하늘']]);
    await waitFor(async () => (await here.waiting()) === 0);
  });
});
