import { describe, expect, test } from '@jest/globals';

import { withoutReaction, withReaction } from './reactions';

const full = { code: 'CONFLICT', details: { field: 'emoji' } };

describe('reactions', () => {
  test('count a person once for each emoji', () => {
    const one = withReaction([], '👍', 'a') ?? [];
    const two = withReaction(one, '👍', 'b') ?? [];
    const three = withReaction(two, '🎉', 'a') ?? [];
    expect(three).toEqual([
      { emoji: '👍', participantIds: ['a', 'b'] },
      { emoji: '🎉', participantIds: ['a'] },
    ]);
    expect(withReaction(three, '👍', 'a')).toBeNull();
    expect(one).toEqual([{ emoji: '👍', participantIds: ['a'] }]);
  });

  test('are taken back, and the emoji goes with the last', () => {
    const reactions = [{ emoji: '👍', participantIds: ['a', 'b'] }];
    const one = withoutReaction(reactions, '👍', 'a') ?? [];
    expect(one).toEqual([{ emoji: '👍', participantIds: ['b'] }]);
    expect(withoutReaction(one, '👍', 'b')).toEqual([]);
    expect(withoutReaction(one, '👍', 'a')).toBeNull();
    expect(withoutReaction(one, '🎉', 'b')).toBeNull();
  });

  test('have at most 20 emoji, and 1,000 people for each', () => {
    const emoji = Array.from({ length: 20 }, (_, index) => ({
      emoji: String.fromCodePoint(0x1f600 + index),
      participantIds: ['a'],
    }));
    expect(() => withReaction(emoji, '👍', 'a')).toThrow(expect.objectContaining(full));
    expect(withReaction(emoji, '😀', 'b')).toHaveLength(20);
    const people = Array.from({ length: 1_000 }, (_, index) => `person ${index}`);
    const crowd = [{ emoji: '👍', participantIds: people }];
    expect(() => withReaction(crowd, '👍', 'a')).toThrow(expect.objectContaining(full));
    expect(withReaction(crowd, '👍', 'person 7')).toBeNull();
  });
});
