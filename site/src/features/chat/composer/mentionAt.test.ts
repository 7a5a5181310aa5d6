import { describe, expect, test } from '@jest/globals';
import { completeMention, matchingPeople, mentionAt } from './mentionAt';

describe('mentionAt', () => {
  test.each([
    ['@', { at: 0, typed: '' }],
    ['안녕 @민', { at: 3, typed: '민' }],
    ['(@Sora K', { at: 1, typed: 'Sora K' }],
    ['me@example', null],
    ['@ a', null],
    ['@Sora  is', null],
    ['@Sora\nhi', null],
    ['hello', null],
    [`@${'a'.repeat(50)}`, null],
  ])('finds in %j %j', (text, found) => {
    expect(mentionAt(text, text.length)).toEqual(found);
  });

  test('looks at what stands before the caret', () => {
    expect(mentionAt('@mina and more', 3)).toEqual({ at: 0, typed: 'mi' });
    expect(mentionAt('hi @mina', 2)).toBeNull();
  });
});

describe('matchingPeople', () => {
  const people = ['김소라', '소라', 'Sora', 'Minjun', '한소라'].map((name) => ({ name }));
  const names = (typed: string, most = 10) =>
    matchingPeople(people, typed, most).map(({ name }) => name);

  test('prefers names that begin with it', () => {
    expect(names('소라')[0]).toBe('소라');
    expect(names('소라')).toHaveLength(3);
    expect(names('so')).toEqual(['Sora']);
  });

  test('knows a syllable however it is written, and stops at the most', () => {
    expect(names('소라'.normalize('NFD'))).toHaveLength(3);
    expect(names('', 2)).toHaveLength(2);
    expect(names('xyz')).toEqual([]);
  });
});

describe('completeMention', () => {
  test('writes the name out and goes on after it', () => {
    const text = 'hi @mi there';
    expect(completeMention(text, { at: 3, typed: 'mi' }, 'Minjun')).toEqual({
      text: 'hi @Minjun there',
      caret: 11,
    });
  });
});
