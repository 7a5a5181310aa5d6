import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';

import { LiveStats, readEvery } from './live-stats';

let figures: Record<string, number>;
let reads: number;
let isBroken: boolean;
let stats: LiveStats;

beforeEach(() => {
  jest.useFakeTimers();
  figures = { online: 3, members: 10 };
  reads = 0;
  isBroken = false;
  stats = new LiveStats({
    read: async () => {
      reads += 1;
      if (isBroken) throw new Error('the database is away');
      return Object.entries(figures).map(([key, value]) => ({ key, value }));
    },
    logger: pino({ level: 'silent' }),
  });
});
afterEach(() => {
  stats.close();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

/** Collects what one subscriber is told. */
function follow() {
  const values: [string, number][] = [];
  const stop = stats.subscribe((told) => {
    values.push(...told.map(({ key, value }): [string, number] => [key, value]));
  });
  return { values, stop };
}
const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

describe('the live stats', () => {
  test('are told at the start, and then when they change', async () => {
    const { values } = follow();
    await pass(0);
    expect(values.splice(0)).toEqual([
      ['online', 3],
      ['members', 10],
    ]);
    await pass(3 * readEvery);
    expect(values).toEqual([]);
    figures.online = 4;
    await pass(readEvery);
    expect(values).toEqual([['online', 4]]);
  });

  test('are read once for all who subscribe, and not at all for nobody', async () => {
    await pass(10 * readEvery);
    expect(reads).toBe(0);
    const subscribers = [follow(), follow(), follow()];
    await pass(0);
    const late = follow();
    await pass(2 * readEvery);
    expect(reads).toBe(3);
    expect(late.values).toEqual(subscribers[0]?.values);
    for (const { stop } of [...subscribers, late]) stop();
    await pass(10 * readEvery);
    expect(reads).toBe(3);
    figures.online = 9;
    const next = follow();
    await pass(0);
    expect(next.values[0]).toEqual(['online', 9]);
  });

  test('are the same array for all who are told the same', async () => {
    const told: unknown[] = [];
    const listen = (): void => void stats.subscribe((values) => told.push(values));
    listen();
    listen();
    await pass(0);
    listen();
    listen();
    figures.online = 4;
    await pass(readEvery);
    const [first, second, ...others] = told;
    expect(first).toBe(second);
    expect(others[0]).toBe(others[1]);
    expect(new Set(others.slice(2)).size).toBe(1);
    expect(told).toHaveLength(8);
  });

  test('go on after the database was away', async () => {
    const { values } = follow();
    await pass(0);
    isBroken = true;
    await pass(readEvery);
    isBroken = false;
    figures.online = 5;
    await pass(readEvery);
    expect(values.at(-1)).toEqual(['online', 5]);
  });

  test('end with the server', async () => {
    const { values } = follow();
    await pass(0);
    stats.close();
    figures.online = 8;
    await pass(3 * readEvery);
    expect([values.length, reads]).toEqual([2, 1]);
  });
});
