import { waitFor } from '@coco-chat/e2e/servers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';

import type { StoredSession } from '../store/random-store';
import { AbandonedSessions } from './abandoned-sessions';

const logger = pino({ level: 'silent' });
const timing = { lookEveryMs: 10, emptyForMs: 150 };

const sessionOf = (id: string): StoredSession => ({
  id,
  roomId: `room ${id}`,
  userIds: [`a ${id}`, `b ${id}`],
  sharedInterests: [],
  startedAt: new Date(0).toISOString(),
  endedAt: null,
  endReason: null,
  endedBy: null,
});

let active: StoredSession[];
let there: Set<string>;
let isWhole: boolean;
let looks: number;
let ended: unknown[][];
let abandoned: AbandonedSessions;

beforeEach(() => {
  active = ['1', '2', '3'].map(sessionOf);
  there = new Set(['a 1', 'b 1', 'a 2', 'b 2', 'a 3', 'b 3']);
  [isWhole, looks, ended] = [true, 0, []];
  abandoned = new AbandonedSessions({
    store: {
      active: ({ afterId, limit }) => {
        looks += 1;
        const rest = active.filter(({ id }) => afterId === null || id > afterId);
        return Promise.resolve(rest.slice(0, limit));
      },
    },
    sessions: {
      end: (...end) => {
        ended.push(end);
        active = active.filter(({ id }) => id !== end[0]);
        return Promise.resolve(true);
      },
    },
    presence: {
      get isWhole() {
        return isWhole;
      },
      isThere: (_place, userId) => Promise.resolve(there.has(userId)),
    },
    logger,
    timing,
  });
  abandoned.open();
});
afterEach(() => {
  abandoned.close();
});

const moreLooks = (count: number): Promise<boolean> => {
  const target = looks + count;
  return waitFor(() => looks >= target);
};

test('a session that both have left ends, and only that one', async () => {
  there = new Set(['a 1', 'b 2']);
  await waitFor(() => ended.length > 0);
  await moreLooks(5);
  expect(ended).toEqual([['3', 'lost', null]]);
});

test('a session that somebody came back to goes on', async () => {
  there.clear();
  await moreLooks(3);
  there = new Set(['b 1', 'a 2', 'a 3']);
  await moreLooks(30);
  expect(ended).toEqual([]);
});

test('none ends while nobody can tell who is there', async () => {
  isWhole = false;
  there.clear();
  await moreLooks(30);
  expect(ended).toEqual([]);
  isWhole = true;
  await waitFor(() => ended.length === 3);
});
