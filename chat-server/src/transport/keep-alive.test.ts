import { EventEmitter } from 'node:events';

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { WebSocket } from 'ws';

import { KeepAlive } from './keep-alive';

const everyMs = 24_000;
let keepAlive: KeepAlive;
let pings: string[];
let silent: string[];

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  pings = [];
  silent = [];
  keepAlive = new KeepAlive(everyMs);
});
afterEach(() => {
  keepAlive.stop();
  jest.useRealTimers();
});

const seconds = (): number => Math.floor(Date.now() / 1_000);

const watch = (name: string, answers = true): WebSocket => {
  const events = new EventEmitter();
  const ping = (): void => {
    pings.push(`${name} at ${seconds()}`);
    if (answers) setTimeout(() => events.emit('pong'), 50);
  };
  const socket = Object.assign(events, { ping }) as unknown as WebSocket;
  keepAlive.watch(socket, () => silent.push(`${name} at ${seconds()}`));
  return socket;
};

test('each socket is pinged once an interval, an interval after it came at the earliest', async () => {
  watch('first');
  await jest.advanceTimersByTimeAsync(5_500);
  watch('second');
  await jest.advanceTimersByTimeAsync(48_000);
  expect(pings).toEqual(['first at 24', 'second at 28', 'first at 48', 'second at 52']);
  expect(silent).toEqual([]);
});

test('who does not answer within 10 seconds is gone, once; who was forgotten is not pinged', async () => {
  watch('dead', false);
  const left = watch('left');
  keepAlive.forget(left);
  await jest.advanceTimersByTimeAsync(96_000);
  expect(pings).toEqual(['dead at 24']);
  expect(silent).toEqual(['dead at 34']);
});
