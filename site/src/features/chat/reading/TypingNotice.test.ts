import { beforeEach, describe, expect, test } from '@jest/globals';
import { TypingNotice } from './TypingNotice';

describe('TypingNotice', () => {
  let told: boolean[];
  let now: number;
  let notice: TypingNotice;

  beforeEach(() => {
    told = [];
    now = 1000;
    notice = new TypingNotice(
      (isTyping) => void told.push(isTyping),
      () => now,
    );
  });

  test('tells at the first key, and then every three seconds at most', () => {
    notice.wrote(false);
    now += 2999;
    notice.wrote(false);
    expect(told).toEqual([true]);
    now += 1;
    notice.wrote(false);
    expect(told).toEqual([true, true]);
  });

  test('tells once that it is over, and begins anew', () => {
    notice.wrote(false);
    notice.stop();
    notice.stop();
    expect(told).toEqual([true, false]);
    notice.wrote(false);
    expect(told).toEqual([true, false, true]);
  });

  test('takes an emptied field for the end', () => {
    notice.wrote(true);
    expect(told).toEqual([]);
    notice.wrote(false);
    notice.wrote(true);
    expect(told).toEqual([true, false]);
  });
});
