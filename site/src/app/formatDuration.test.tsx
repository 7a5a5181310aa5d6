import { describe, expect, test } from '@jest/globals';
import { formatDuration } from './formatDuration';

const minute = 60_000;
const hour = 60 * minute;

describe('formatDuration', () => {
  test.each([
    [1, '1 second'],
    [29_500, '30 seconds'],
    [10 * minute, '10 minutes'],
    [61 * minute, '61 minutes'],
    [5 * hour - 1, '5 hours'],
    [7 * 24 * hour, '7 days'],
  ])('says %i ms in words, rounded up', (ms, words) => {
    expect(formatDuration(ms, 'en')).toBe(words);
  });

  test('speaks Korean', () => {
    expect(formatDuration(30_000, 'ko')).toBe('30초');
    expect(formatDuration(10 * minute, 'ko')).toBe('10분');
  });
});
