import { describe, expect, test } from '@jest/globals';
import type { StatFragment } from '../../apollo/generated/cms';
import { comparableStats } from './comparableStats';

const stat = (key: string, value: number, unit: string | null): StatFragment => ({
  key,
  label: key,
  value,
  unit,
  source: 'manual',
});

describe('comparableStats', () => {
  test('puts together what has the same unit, largest first', () => {
    const groups = comparableStats([
      stat('online', 20, '명'),
      stat('latency', 12, 'ms'),
      stat('members', 300, '명'),
    ]);
    expect(groups).toEqual([
      { unit: '명', largest: 300, stats: [stat('members', 300, '명'), stat('online', 20, '명')] },
    ]);
  });

  test('leaves out what no bar can show, and groups with nothing to compare', () => {
    expect(comparableStats([stat('a', -1, null), stat('b', 4, null)])).toEqual([]);
    expect(comparableStats([stat('a', 0, 'x'), stat('b', 0, 'x')])).toEqual([]);
    expect(comparableStats([])).toEqual([]);
  });
});
