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

const session = (userId: string): Session => ({
  ...{ userId, displayName: userId, roles: [], locale: 'ko', sessionId: null },
  ...{ expiresAt: 10 * minute, mutedUntil: null, bannedUntil: null },
});

const open = (name: string, token: string): void => {
  const socket = { close: (code: number) => closed.set(name, code) } as unknown as WebSocket;
  connections.add(new Connection(socket, token, session(token)));
};

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  checked = [];
  over = new Set();
  closed = new Map();
  const authenticate = async (token: string): Promise<Session | null> => {
    checked.push(token);
    return over.has(token) ? null : session(token);
  };
  connections = new Connections({ authenticate } as unknown as Authenticator);
  timer = connections.checkEachMinute(logger);
});
afterEach(() => {
  clearInterval(timer);
  jest.useRealTimers();
});

test('each token is checked once a minute, a minute after it came', async () => {
  open('first', 'one');
  open('second', 'one');
  await jest.advanceTimersByTimeAsync(minute / 2);
  open('third', 'other');
  await jest.advanceTimersByTimeAsync(minute / 2);
  expect(checked).toEqual(['one']);
  await jest.advanceTimersByTimeAsync(minute / 2);
  expect(checked).toEqual(['one', 'other']);
  await jest.advanceTimersByTimeAsync(2 * minute);
  expect(checked.sort()).toEqual(['one', 'one', 'one', 'other', 'other', 'other']);
});

test('a token that is good no longer closes all that it opened, and nothing else', async () => {
  open('first', 'one');
  open('second', 'one');
  open('third', 'other');
  over.add('one');
  await jest.advanceTimersByTimeAsync(minute);
  expect([...closed].sort()).toEqual([
    ['first', 4440],
    ['second', 4440],
  ]);
});
