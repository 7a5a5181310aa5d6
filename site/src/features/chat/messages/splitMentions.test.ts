import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitMentions } from './splitMentions';

const people = [
  { id: 'a', name: '민' },
  { id: 'b', name: '민준' },
  { id: 'c', name: 'Sora K' },
];
const found = (text: string) =>
  splitMentions(text, people).flatMap(({ text: part, participantId }) =>
    participantId ? [`${participantId}:${part}`] : [],
  );

describe('splitMentions', () => {
  test.each([
    ['@민준 안녕', ['b:@민준']],
    ['@민아 안녕', ['a:@민']],
    ['@sora k, @Sora', ['c:@sora k']],
    ['@민@민준', ['a:@민', 'b:@민준']],
    ['민준', []],
    ['@@민준', ['b:@민준']],
    ['@', []],
  ])('finds in %j %j', (text, mentions) => {
    expect(found(text)).toEqual(mentions);
  });

  test('loses nothing', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('@민준', '@sora k', '@', 'İ', '한'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        expect(
          splitMentions(text, people)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
