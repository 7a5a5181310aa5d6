import { describe, expect, jest, test } from '@jest/globals';

import type { Pairing } from './match-queue';
import { MemoryMatchQueue } from './memory';
import { describeQueue, people, ticketOf } from './queue.contract';

describe('MemoryMatchQueue', () => {
  describeQueue(
    (now) => {
      const queue = new MemoryMatchQueue({ now, tickEveryMs: null });
      // All are in one process, which has one queue.
      return Promise.resolve({ queues: [queue], close: () => queue.close() });
    },
    { runs: 1_000 },
  );

  test('looks for wider partners by itself, and not once it is closed', async () => {
    jest.useFakeTimers();
    try {
      const queue = new MemoryMatchQueue();
      const pairings: Pairing[] = [];
      queue.onPairing((pairing) => pairings.push(pairing));
      const since = Date.now();
      await queue.enter(ticketOf('하늘', { since, interests: ['film'] }));
      await queue.enter(ticketOf('바다', { since, interests: ['cats'] }));
      await jest.advanceTimersByTimeAsync(2_999);
      expect(pairings).toEqual([]);
      await jest.advanceTimersByTimeAsync(251);
      expect(pairings.map(people)).toEqual([['바다', '하늘']]);
      await queue.close();
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  test('a newcomer finds those alone whom nobody was wide enough for before', async () => {
    let now = 1_000_000;
    const queue = new MemoryMatchQueue({ now: () => now, tickEveryMs: null });
    const pairings: Pairing[] = [];
    queue.onPairing((pairing) => pairings.push(pairing));
    await queue.enter(ticketOf('하늘', { since: now, interests: ['film'] }));
    await queue.enter(ticketOf('바다', { since: now + 1, interests: ['cats'] }));
    // Nobody has looked at them since.
    now += 3_500;
    const { pairing } = await queue.enter(ticketOf('구름', { since: now, interests: ['film'] }));
    expect(pairing).toBeNull();
    expect(pairings.map(people)).toEqual([['하늘', '바다']]);
    await queue.close();
  });

  test('keeps nothing of those who are gone', async () => {
    const queue = new MemoryMatchQueue({ tickEveryMs: null });
    const ticket = ticketOf('하늘', { since: Date.now(), interests: ['film', 'cats'] });
    await queue.enter(ticket);
    expect(queue.lineCount).toBeGreaterThan(0);
    await queue.leave('하늘', ticket.id);
    expect([queue.lineCount, await queue.waiting()]).toEqual([0, 0]);
    await queue.enter(ticket);
    await queue.enter(ticketOf('바다', { since: Date.now(), interests: ['cats'] }));
    expect([queue.lineCount, await queue.waiting()]).toEqual([0, 0]);
    await queue.enter(ticket);
    await queue.close();
    expect([queue.lineCount, await queue.waiting()]).toEqual([0, 0]);
  });
});
