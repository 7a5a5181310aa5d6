import { describe, expect, test } from '@jest/globals';
import { formatStatValue } from './formatStatValue';

describe('formatStatValue', () => {
  test.each([
    [0, 'en', '0'],
    [15230, 'en', '15,230'],
    [15230, 'ko', '15,230'],
    [12.46, 'en', '12.5'],
    [-3, 'en', '-3'],
    [1_234_567, 'en', '1.2M'],
    [1_234_567, 'ko', '123.5만'],
  ] as const)('writes %p in %s as %s', (value, locale, written) => {
    expect(formatStatValue(value, locale)).toBe(written);
  });
});
