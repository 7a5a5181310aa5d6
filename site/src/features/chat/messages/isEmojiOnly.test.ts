import { describe, expect, test } from '@jest/globals';
import { isEmojiOnly } from './isEmojiOnly';

describe('isEmojiOnly', () => {
  test.each([
    ['😀', true],
    ['👍🏽 👩‍👩‍👧', true],
    ['❤️', true],
    ['🇰🇷', true],
    ['1️⃣', true],
    ['😀😀😀😀', false],
    ['안녕 😀', false],
    ['ok', false],
    ['12', false],
    ['1 😀', false],
    ['#', false],
    ['', false],
    [' ', false],
  ])('%j: %s', (text, expected) => {
    expect(isEmojiOnly(text)).toBe(expected);
  });
});
