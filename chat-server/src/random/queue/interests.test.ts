import { describe, expect, test } from '@jest/globals';

import { matchInterests, matchLanguage } from './interests';

describe('matchInterests', () => {
  test('what reads the same is the same', () => {
    expect(matchInterests(['  Film \t noir', 'FILM NOIR', 'film\u00a0noir'])).toEqual([
      'film noir',
    ]);
    // One is written in syllables, the other in single letters.
    expect(matchInterests(['음악', '음악'.normalize('NFD')])).toEqual(['음악']);
    expect(matchInterests(['Straße', 'ÉTÉ', 'e\u0301te\u0301'])).toEqual(['straße', 'été']);
    expect(matchInterests(['\u0130stanbul'])).toEqual(matchInterests(['i\u0307stanbul']));
  });

  test('blank ones are none', () => {
    expect(matchInterests(['', '  ', '\u3164', 'cats'])).toEqual(['cats']);
    expect(matchInterests([])).toEqual([]);
  });

  test('there are at most 10, each counted once, of 30 characters', () => {
    const ten = Array.from({ length: 10 }, (_, index) => `interest ${index}`);
    expect(matchInterests([...ten, 'INTEREST 3'])).toEqual(ten);
    expect(matchInterests(['😺'.repeat(30), ` ${'가'.repeat(30)} `])).toHaveLength(2);
    for (const refused of [[...ten, 'one more'], ['😺'.repeat(31)], ['a\u0000b'], ['\ud800']]) {
      expect(() => matchInterests(refused)).toThrow(
        expect.objectContaining({
          code: 'BAD_USER_INPUT',
          details: { field: 'input.interests' },
        }),
      );
    }
  });
});

describe('matchLanguage', () => {
  test('takes the language alone', () => {
    expect(['ko', 'ko-KR', 'EN-gb', 'zh-Hant-TW', 'iw'].map((tag) => matchLanguage(tag))).toEqual([
      'ko',
      'ko',
      'en',
      'zh',
      'he',
    ]);
  });

  test('none is none', () => {
    expect([null, undefined, 'und'].map((tag) => matchLanguage(tag))).toEqual([null, null, null]);
  });

  test('refuses what is no tag', () => {
    for (const refused of ['', 'korean language', 'k', '*', 'ko_KR']) {
      expect(() => matchLanguage(refused)).toThrow(
        expect.objectContaining({
          code: 'BAD_USER_INPUT',
          details: { field: 'input.language' },
        }),
      );
    }
  });
});
