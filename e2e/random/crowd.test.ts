import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { describeNeeds, waitFor } from '../servers';
import { startTopology, topologyNeeds, type Topology } from '../topology';
import { createAccounts, type Account } from './accounts';
import { ActiveSessions } from './active-sessions';
import { Stranger } from './stranger';

const people = 1_000;
/** How many sessions there are between one crash and the next. */
const sessionsBetween = 700;
/** From when on somebody meets a partner of the last minutes again, where nobody else waits. */
const relaxedAfterMs = 10_000;

describeNeeds([...topologyNeeds], 'a thousand strangers and three chat-servers', () => {
  let dir: string;
  let product: Topology;
  let accounts: Account[];

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-crowd-'));
    const secret = randomBytes(32).toString('hex');
    const env = { RATE_LIMIT_SCALE: '100000', PAYLOAD_SECRET: secret };
    product = await startTopology({ dir, chatServers: 3, env });
    accounts = await createAccounts(product.mongo.uri, secret, people);
  }, 240_000);
  afterAll(async () => {
    await product.stop();
    await rm(dir, { recursive: true, force: true });
  });

  test('are never in two sessions, never with whom they avoid, and do not wait in vain', async () => {
    const origins = (): string[] => product.chat.map(({ address }) => `http://${address}`);
    const crowd = accounts.map((account) => new Stranger(account, origins));
    const database = await ActiveSessions.watch(product.mongo.uri);
    const living = Promise.all(crowd.map((person) => person.live()));
    try {
      const met = (): number => crowd.reduce((sum, { sessions }) => sum + sessions, 0);
      const moreSessions = (what: string): Promise<unknown> => {
        const target = met() + 2 * sessionsBetween;
        return waitFor(() => met() >= target, { timeoutMs: 120_000, what: `sessions ${what}` });
      };
      await moreSessions('at the beginning');
      for (const crash of [1, 2]) {
        const server = product.chat[randomInt(product.chat.length)];
        await server?.kill();
        await server?.start();
        await moreSessions(`after crash ${crash}`);
      }

      // Nobody does anything more, and whoever may be matched with somebody is.
      for (const person of crowd) person.rest();
      const accountsOf = (state: Stranger['state']): string[] =>
        crowd.filter((person) => person.state === state).map(({ account }) => account.id);
      await waitFor(() => accountsOf('away').length === 0, {
        timeoutMs: 60_000,
        what: 'everybody to have come back',
      });
      const blocks = await database.blocks();
      const hasBlocked = (one: string, other: string): boolean =>
        blocks.has(`${one} ${other}`) || blocks.has(`${other} ${one}`);
      await waitFor(
        () => {
          const waiting = accountsOf('waiting');
          return waiting.every((one) =>
            waiting.every((other) => one === other || hasBlocked(one, other)),
          );
        },
        { timeoutMs: 60_000, what: 'everybody to be matched who can be' },
      );
      await waitFor(
        async () => {
          const seated = (await database.active()).flatMap((meeting) => meeting.people);
          return seated.toSorted().join() === accountsOf('talking').toSorted().join();
        },
        { timeoutMs: 60_000, what: 'the database to say the same' },
      );

      const meetings = await database.meetings();
      const last = new Map<string, Date>();
      for (const { people: pair, startedAt, waitMs } of meetings) {
        const key = pair.toSorted().join(' ');
        // The same two again: only for who has waited long enough that nobody else was there.
        if (last.has(key)) expect(waitMs).toBeGreaterThanOrEqual(relaxedAfterMs);
        last.set(key, startedAt);
        const [a, b] = pair;
        for (const blocked of [blocks.get(`${a} ${b}`), blocks.get(`${b} ${a}`)]) {
          if (blocked) expect(startedAt.getTime()).toBeLessThanOrEqual(blocked.getTime());
        }
      }
      expect(database.doubles).toEqual([]);
      expect(database.looks).toBeGreaterThan(50);
      expect(crowd.flatMap(({ faults }) => faults)).toEqual([]);
    } finally {
      for (const person of crowd) person.leave();
      await database.stop();
    }
    await living;
  }, 480_000);
});
