import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { backoffDelay, waitOrWake } from './backoff';

describe('backoffDelay', () => {
  test('begins between one and three seconds', () => {
    expect(backoffDelay(1, 0)).toBe(1000);
    expect(backoffDelay(1, 1)).toBe(3000);
  });

  test('doubles, up to half a minute', () => {
    expect([2, 3, 4, 5, 6, 60].map((failures) => backoffDelay(failures, 0))).toEqual([
      2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
  });
});

describe('waitOrWake', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test('waits', async () => {
    const waiting = waitOrWake(5000);
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(5000);
    await waiting;
  });

  test.each([
    ['the device is online again', () => window.dispatchEvent(new Event('online'))],
    ['its owner comes back', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('wakes when %s', async (_, happen) => {
    const waiting = waitOrWake(5000);
    happen();
    await waiting;
    expect(jest.getTimerCount()).toBe(0);
  });

  test('ends when nobody waits any more', async () => {
    const abort = new AbortController();
    const waiting = waitOrWake(5000, abort.signal);
    abort.abort();
    await waiting;
    await waitOrWake(5000, abort.signal);
    expect(jest.getTimerCount()).toBe(0);
  });
});
