import { describeNeeds, startRedis, waitFor, type RedisServer } from '@coco-chat/e2e/servers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';

import { connectToRedis, type Redis } from '../../bus/redis-connection';
import type { Pairing, Ticket } from './match-queue';
import { describeQueue, people, ticketOf } from './queue.contract';
import { RedisMatchQueue, type RedisQueueOptions } from './redis';

const logger = pino({ level: 'silent' });

describeNeeds('redis-server', 'RedisMatchQueue', () => {
  let server: RedisServer;
  let observer: Redis;
  const opened: RedisMatchQueue[] = [];
  const closeAll = async (): Promise<void> => {
    await Promise.all(opened.splice(0).map((queue) => queue.close()));
  };

  /** The queue of one more process, which looks for wider partners when it is told. */
  const open = (options: RedisQueueOptions = {}): RedisMatchQueue => {
    const queue = new RedisMatchQueue(server.url, logger, {
      tickEveryMs: null,
      renewEveryMs: 50,
      leaseMs: 2_000,
      ...options,
    });
    opened.push(queue);
    return queue;
  };
  const listen = (queue: RedisMatchQueue): Pairing[] => {
    const pairings: Pairing[] = [];
    queue.onPairing((pairing) => pairings.push(pairing));
    return pairings;
  };
  /** Somebody who came now, for a partner with the same interest. */
  const lover = (userId: string, interest: string, rest: Partial<Ticket> = {}): Ticket =>
    ticketOf(userId, { interests: [interest], since: Date.now(), ...rest });
  const keys = (): Promise<string[]> => observer.keys('coco-chat:{random}:*');
  const waiting = (queue: RedisMatchQueue, count: number): Promise<true> =>
    waitFor(async () => (await queue.waiting()) === count, { what: `${count} to wait` });

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
  afterEach(closeAll);

  describe('as every queue', () => {
    describeQueue(
      async (now) => {
        await observer.flushall();
        const queues = [open({ now }), open({ now }), open({ now })];
        return { queues, close: closeAll };
      },
      { runs: 200 },
    );
  });

  describe('several processes', () => {
    test('make each pairing once, and tell one of them; the other misses its ticket', async () => {
      const [here, there] = [open(), open()];
      const [heardHere, heardThere] = [listen(here), listen(there)];
      const [first, second] = [lover('하늘', 'film'), lover('바다', 'film')];
      await here.enter(first);
      expect((await there.enter(second)).pairing?.tickets).toHaveLength(2);
      await waitFor(async () => (await here.missing()).length > 0);
      expect(await here.missing()).toEqual([{ ...first, supersededBy: null }]);
      expect(await there.missing()).toEqual([]);
      expect([heardHere, heardThere]).toEqual([[], []]);

      await here.enter(first);
      expect(await here.missing()).toEqual([]);
      expect(await here.leave(first.userId, first.id)).toBe(true);
    });

    test('tell of a pairing found later through whose ticket had waited long enough', async () => {
      let now = Date.now();
      const [here, there] = [open({ now: () => now }), open({ now: () => now })];
      const [heardHere, heardThere] = [listen(here), listen(there)];
      await here.enter(lover('하늘', 'film', { since: now }));
      now += 10;
      const later = lover('바다', 'cats', { since: now });
      await there.enter(later);
      now += 2_990;
      await Promise.all([here.tick(), there.tick()]);
      expect(heardHere.map(people)).toEqual([['하늘', '바다']]);
      await waitFor(async () => (await there.missing()).length > 0);
      expect(await there.missing()).toEqual([{ ...later, supersededBy: null }]);
      now += 60_000;
      await Promise.all([here.tick(), there.tick()]);
      expect(heardThere).toEqual([]);
    });

    test('match a crowd that comes at once, nobody twice', async () => {
      const processes = [open(), open(), open()];
      const crowd = Array.from({ length: 600 }, (_, index) =>
        lover(`person ${index}`, `interest ${index % 7}`),
      );
      const entrances = await Promise.all(
        crowd.map((ticket, index) => processes[index % 3]!.enter(ticket)),
      );
      const matched = entrances.flatMap(({ pairing }) => people(pairing));
      expect(new Set(matched).size).toBe(matched.length);
      expect(await processes[0]!.waiting()).toBe(crowd.length - matched.length);
      // At most one is left of each interest.
      expect(crowd.length - matched.length).toBeLessThanOrEqual(7);
    });

    test('either match a ticket or let it leave', async () => {
      const [here, there] = [open(), open()];
      for (let round = 0; round < 100; round += 1) {
        const [first, second] = [lover('하늘', 'film'), lover('바다', 'film')];
        await here.enter(first);
        const [{ pairing }, hasLeft] = await Promise.all([
          there.enter(second),
          here.leave(first.userId, first.id),
        ]);
        expect(pairing === null).toBe(hasLeft);
        await there.leave(second.userId, second.id);
      }
    });

    test('have one ticket of an account, and the older misses it', async () => {
      const [here, there] = [open(), open()];
      const [older, newer] = [lover('하늘', 'film'), lover('하늘', 'cats')];
      await here.enter(older);
      expect(await there.enter(newer)).toEqual({ pairing: null, superseded: older.id });
      expect(await here.leave('하늘', older.id)).toBe(false);
      await here.enter(older);
      expect(await there.enter(newer)).toEqual({ pairing: null, superseded: older.id });
      await waitFor(async () => (await here.missing()).length > 0);
      expect(await here.missing()).toEqual([{ ...older, supersededBy: newer.id }]);
      expect(await there.leave('하늘', newer.id)).toBe(true);
      expect(await there.missing()).toEqual([]);
    });

    test.each(['the older', 'the newer'])(
      'keep the newer of two tickets when Redis forgets both, and is told of %s first',
      async (first) => {
        // They find out when they next ask something, and not before.
        const [here, there] = [open({ renewEveryMs: 60_000 }), open({ renewEveryMs: 60_000 })];
        const [older, newer] = [lover('하늘', 'film'), lover('하늘', 'cats')];
        await here.enter(older);
        const entered = Date.now();
        await waitFor(() => Date.now() > entered);
        await there.enter(newer);
        await observer.flushall();
        const others = [here, there].map((queue, index) => ({
          queue,
          ticket: lover(`other ${index}`, `other ${index}`),
        }));
        if (first === 'the newer') others.reverse();
        for (const [index, { queue, ticket }] of others.entries()) {
          await queue.enter(ticket);
          // The account's ticket, and those of the others that have come back so far.
          await waiting(queue, 2 + index);
        }
        expect(await here.leave('하늘', older.id)).toBe(false);
        expect(await there.leave('하늘', newer.id)).toBe(true);
      },
    );

    test('that close take out their own, and leave nothing behind', async () => {
      const [here, there] = [open(), open()];
      const crowd = Array.from({ length: 450 }, (_, index) => lover(`a ${index}`, `${index}`));
      await Promise.all(crowd.map((ticket) => here.enter(ticket)));
      await there.enter(lover('바다', 'film'));
      await here.close();
      expect(await there.waiting()).toBe(1);
      await there.close();
      expect(await keys()).toEqual([]);
    });
  });

  describe('a process that stands still', () => {
    test('has its tickets claimed by nobody and taken out, until it goes on', async () => {
      // Never renewed: as if the process did nothing at all.
      const still = open({ leaseMs: 300, renewEveryMs: 60_000 });
      await still.enter(lover('하늘', 'film'));
      const ended = Date.now() + 300;
      await waitFor(() => Date.now() > ended);
      // Nor does the other one look for leases that have ended.
      const other = open({ leaseMs: 100_000, renewEveryMs: 60_000 });
      expect((await other.enter(lover('바다', 'film'))).pairing).toBeNull();
      expect(await other.waiting()).toBe(1);

      const told = listen(still);
      expect((await still.enter(lover('구름', 'film'))).pairing).toBeNull();
      await waitFor(() => told.length > 0);
      expect(told.map((pairing) => people(pairing).sort())).toEqual([['바다', '하늘']]);
      await waiting(other, 1);
    });

    test('leaves nothing behind when it never comes back', async () => {
      const still = open({ leaseMs: 300, renewEveryMs: 60_000 });
      const other = open();
      const crowd = Array.from({ length: 450 }, (_, index) => lover(`a ${index}`, `${index}`));
      await Promise.all(crowd.map((ticket) => still.enter(ticket)));
      await waiting(other, 0);
      await waitFor(async () => (await keys()).length === 1);
      expect(await observer.zcard('coco-chat:{random}:leases')).toBe(1);
    });
  });

  describe('a Redis that', () => {
    test('forgets everything is told again, with the places that people had', async () => {
      const [here, there] = [open(), open()];
      const all = ['하늘', '바다', '구름'];
      const since = Date.now() - 1_000;
      const old = lover('하늘', 'film', { since, avoid: all });
      await here.enter(old);
      await there.enter(lover('바다', 'film', { since: since + 1, avoid: all }));
      await there.enter(lover('구름', 'film', { since: since - 1, avoid: all }));
      await observer.flushall();
      await waiting(here, 3);
      expect((await here.enter(lover('별', 'film'))).pairing?.tickets[0].userId).toBe('구름');
      expect((await here.enter(lover('달', 'film'))).pairing?.tickets[0]).toEqual(old);
      expect(await here.missing()).toEqual([]);
    });

    test('dies keeps nobody out: they are matched once it is back', async () => {
      const [here, there] = [open(), open()];
      const [heardHere, heardThere] = [listen(here), listen(there)];
      const before = lover('하늘', 'film');
      await here.enter(before);
      await there.enter(lover('바다', 'cats'));
      await server.kill();
      const gone = lover('별', 'gone');
      try {
        await waitFor(async () => (await here.enter(gone)).pairing === null);
        const entrance = await there.enter(lover('구름', 'film'));
        expect(entrance).toEqual({ pairing: null, superseded: null });
        expect((await here.enter(lover('달', 'cats'))).pairing).toBeNull();
        expect(await here.leave(gone.userId, gone.id)).toEqual(expect.any(Boolean));
        expect(await there.waiting()).toBe(2);
        await Promise.all([here.tick(), there.tick()]);
      } finally {
        await server.restart();
      }
      await waitFor(() => heardHere.length + heardThere.length === 2);
      const pairs = [...heardHere, ...heardThere].map((pairing) => people(pairing).sort());
      expect(pairs).toEqual(
        expect.arrayContaining([
          ['달', '바다'],
          ['구름', '하늘'],
        ]),
      );
      await waiting(here, 0);
    });

    test('is away when a process begins has its tickets later', async () => {
      await server.kill();
      let queue: RedisMatchQueue;
      try {
        queue = open();
        const ticket = lover('하늘', 'film');
        expect(await queue.enter(ticket)).toEqual({ pairing: null, superseded: null });
        expect(await queue.leave('하늘', ticket.id)).toBe(true);
        await queue.enter(ticket);
      } finally {
        await server.restart();
      }
      await waitFor(async () => (await observer.zcard('coco-chat:{random}:line:all')) === 1);
    });

    test('lost the connection of a process gives it back what was not claimed meanwhile', async () => {
      // It hears of nothing while it is there: only in coming back.
      const [here, there] = [open({ renewEveryMs: 60_000, leaseMs: 100_000 }), open()];
      const heard = listen(here);
      const [claimed, kept] = [lover('하늘', 'film'), lover('바다', 'cats')];
      await here.enter(claimed);
      await here.enter(kept);
      const { pairing } = await there.enter(lover('구름', 'film'));
      expect(people(pairing)).toContain('하늘');
      const ids = String(await observer.client('LIST'))
        .split('\n')
        .filter((line) => line.includes('name=coco-chat-random-queue '))
        .map((line) => Number(/id=(\d+)/.exec(line)?.[1]));
      // The older connection is that of the first process.
      await observer.client('KILL', 'ID', Math.min(...ids));
      await waitFor(async () => (await here.missing()).length > 0);
      expect(await here.missing()).toEqual([{ ...claimed, supersededBy: null }]);
      await waitFor(async () => (await observer.zcard('coco-chat:{random}:leases')) === 2);
      expect(await there.waiting()).toBe(1);
      const later = await there.enter(lover('별', 'cats', { since: kept.since + 1 }));
      expect(people(later.pairing)).toEqual(['바다', '별']);
      expect(heard).toEqual([]);
    });
  });
});
