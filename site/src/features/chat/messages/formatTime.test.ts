import { describe, expect, test } from '@jest/globals';
import { formatDay, formatRecent, formatTime } from './formatTime';

const now = new Date('2026-03-10T09:30:00');

describe('formatTime', () => {
  test('writes times as each language does', () => {
    const date = new Date('2026-03-10T14:05:00');
    expect(formatTime(date, 'ko')).toBe('오후 2:05');
    expect(formatTime(date, 'en')).toMatch(/^2:05\sPM$/);
  });

  test.each([
    ['2026-03-10T00:00:00', '오늘', 'Today'],
    ['2026-03-09T23:59:00', '어제', 'Yesterday'],
    ['2026-03-08T12:00:00', '3월 8일 일요일', 'Sunday, March 8'],
    ['2025-12-31T12:00:00', '2025년 12월 31일 수요일', 'Wednesday, December 31, 2025'],
  ])('names the day %s', (date, korean, english) => {
    expect(formatDay(new Date(date), 'ko', now)).toBe(korean);
    expect(formatDay(new Date(date), 'en', now)).toBe(english);
  });

  test('is short where there is little space', () => {
    expect(formatRecent(new Date('2026-03-10T08:00:00'), 'ko', now)).toBe('오전 8:00');
    expect(formatRecent(new Date('2026-03-09T08:00:00'), 'en', now)).toBe('Yesterday');
    expect(formatRecent(new Date('2026-03-01T08:00:00'), 'en', now)).toBe('Mar 1');
    expect(formatRecent(new Date('2025-03-01T08:00:00'), 'ko', now)).toBe('2025년 3월 1일');
  });
});
