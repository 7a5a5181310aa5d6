import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import type { WebSocket } from 'ws';

import type { Authenticator, Session } from './authentication';
import { Connection, Connections } from './connections';

const logger = pino({ level: 'silent' });
const minute = 60_000;

let checked: string[];
let over: Set<string>;
let closed: Map<string, number>;
let connections: Connections;
let timer: NodeJS.Timeout;

const sessionOf = (userId: string): Session => ({
  ...{ userId, displayName: userId, roles: [], locale: 'ko', sessionId: `session of ${userId}` },
  ...{ expiresAt: 10 * minute, mutedUntil: null, bannedUntil: null },
});

const open = (name: string, session: Session): void => {
  const socket = { close: (code: number) => closed.set(name, code) } as unknown as WebSocket;
  connections.add(new Connection(socket, session));
};

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  checked = [];
  over = new Set();
  closed = new Map();
  const checkAgain = async (session: Session): Promise<Session | null> => {
    checked.push(session.userId);
    return over.has(session.userId) ? null : session;
  };
  connections = new Connections({ checkAgain } as unknown as Authenticator);
  timer = connections.keepWatch(logger);
});
afterEach(() => {
  clearInterval(timer);
  jest.useRealTimers();
});

test('each session is checked once a minute, a minute after it came', async () => {
  open('first', sessionOf('one'));
  open('second', sessionOf('one'));
  await jest.advanceTimersByTimeAsync(minute / 2);
  open('third', sessionOf('other'));
  await jest.advanceTimersByTimeAsync(minute / 2);
  expect(checked).toEqual(['one']);
  await jest.advanceTimersByTimeAsync(minute / 2);
  expect(checked).toEqual(['one', 'other']);
  await jest.advanceTimersByTimeAsync(2 * minute);
  expect(checked.sort()).toEqual(['one', 'one', 'one', 'other', 'other', 'other']);
});

test('a session that is over closes all that it opened, and nothing else', async () => {
  open('first', sessionOf('one'));
  open('second', sessionOf('one'));
  open('third', sessionOf('other'));
  over.add('one');
  await jest.advanceTimersByTimeAsync(minute);
  expect([...closed].sort()).toEqual([
    ['first', 4440],
    ['second', 4440],
  ]);
});

test('a token that has ended closes what it opened within a second', async () => {
  open('first', { ...sessionOf('one'), expiresAt: 2_500 });
  open('second', sessionOf('other'));
  await jest.advanceTimersByTimeAsync(2_000);
  expect([...closed]).toEqual([]);
  await jest.advanceTimersByTimeAsync(1_000);
  expect([...closed]).toEqual([['first', 4440]]);
});
