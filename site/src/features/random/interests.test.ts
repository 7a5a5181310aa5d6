import { describe, expect, test } from '@jest/globals';
import { addInterests, longestInterest, mostInterests } from './interests';

describe('addInterests', () => {
  test('tidies what was typed', () => {
    const { interests } = addInterests([], '  영화  보기 ');
    expect(interests).toEqual(['영화 보기']);
    expect(addInterests([], '음악'.normalize('NFD')).interests).toEqual(['음악']);
  });

  test('takes several at once, with the commas of any keyboard', () => {
    expect(addInterests(['a'], 'b, c，d、e\nf,, ').interests).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
      'f',
    ]);
  });

  test('adds nothing twice, whatever its capitals', () => {
    const { interests, fault } = addInterests(['Music'], 'music, MUSIC, Art');
    expect({ interests, fault }).toEqual({ interests: ['Music', 'Art'], fault: null });
  });

  test('says what is too long, and adds the rest', () => {
    const longest = '😀'.repeat(longestInterest);
    expect(addInterests([], longest).interests).toEqual([longest]);
    expect(addInterests([], `${longest}!, art`)).toEqual({
      interests: ['art'],
      rest: `${longest}!`,
      fault: 'tooLong',
    });
  });

  test('says what is too many', () => {
    const full = Array.from({ length: mostInterests }, (_, index) => `i${index}`);
    const more = addInterests(full, 'one more');
    expect(more).toEqual({ interests: full, rest: 'one more', fault: 'tooMany' });
    expect(addInterests(full, 'I3')).toEqual({ interests: full, rest: '', fault: null });
  });
});
