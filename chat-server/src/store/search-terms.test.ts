import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { indexTerms, parseSearch } from './search-terms';

const finds = (search: string, text: string): boolean => {
  const { matches, terms } = parseSearch(search);
  const index = new Set(indexTerms(text));
  const isCandidate = terms.length > 0 && terms.every((term) => index.has(term));
  // What the index gives is looked at again, and nothing that is wanted may be missing from it.
  if (terms.length > 0 && matches(text) && !isCandidate) throw new Error('Not in the index');
  return isCandidate && matches(text);
};

describe('a search', () => {
  test.each([
    ['학교', '오늘 학교에서 만나요'],
    ['학교', '우리학교가 최고'],
    ['교', '학교'],
    ['ㅋ', 'ㅋㅋㅋ'],
    ['학교 만나', '만나요, 학교에서'],
    ['meet', 'The MEETING is at 3'],
    ['MEET', 'meeting'],
    ['meeti', 'meeting'],
    ['interna', 'internationalization'],
    ['internationalization', 'Internationalizations'],
    ['straße', 'STRASSE 5'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['한글', '\u1112\u1161\u11ab\u1100\u1173\u11af'],
    ['hello', 'ＨＥＬＬＯ'],
    ['ガス', 'ｶﾞｽ'],
    ['2026', '2026년 11월'],
    ['k팝', 'K팝을 좋아해요'],
    ['東京', '東京都'],
    ['🎉', 'party 🎉!'],
    ['❤', 'I ❤️ it'],
    ["don't", "I don't know"],
    ['a b', 'b then a'],
  ])('for %j finds %j', (search, text) => {
    expect(finds(search, text)).toBe(true);
  });

  test.each([
    ['학원', '학교'],
    ['가나다', '가나 나다'],
    ['eeting', 'meeting'],
    ['meets', 'meeting'],
    ['internet', 'internationalization'],
    ['internationality', 'internationalization'],
    ['학교 meeting', '학교'],
    ['교학', '학교'],
    ['🎉', '🎂'],
  ])('for %j does not find %j', (search, text) => {
    expect(finds(search, text)).toBe(false);
  });

  test.each(['', '  ', '!?…', '\u200d'])('for %j has no terms', (search) => {
    expect(parseSearch(search).terms).toEqual([]);
  });

  const texts = fc.string({
    unit: fc.constantFrom(...Array.from('가나다학교에서 abcABCñß ΣσςＡé12 日本ｶﾞ🎉👩‍👧.,\n')),
    maxLength: 60,
  });

  test('finds whatever part of a text it is cut from', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'grapheme', maxLength: 40 })), (text) => {
        const shown = text.normalize('NFKC').replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '');
        const words = shown.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
        for (const word of words) expect([word, finds(word, text)]).toEqual([word, true]);
      }),
      { numRuns: 500 },
    );
  });

  test('gets from the index whatever it matches', () => {
    fc.assert(
      fc.property(texts, texts, (search, text) => {
        finds(search, text);
      }),
      { numRuns: 1_000 },
    );
  });

  test('goes by some of the beginnings of a word', () => {
    const beginnings = ['i', 'in', 'int', 'inte', 'intern', 'internatio'];
    expect(indexTerms('internationalization')).toEqual(beginnings);
    expect(parseSearch('inter').terms).toEqual(['inte']);
    expect(parseSearch('internationally').terms).toEqual(['internatio']);
  });

  test('has at most two terms a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const folded = text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
        expect(indexTerms(text).length).toBeLessThanOrEqual(2 * Array.from(folded).length);
      }),
    );
  });
});
