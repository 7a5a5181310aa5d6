import { describe, expect, test } from '@jest/globals';

import { reactionEmoji } from './emoji';

describe('the emoji of a reaction', () => {
  test.each(['👍', '👍🏽', '❤️', '🇰🇷', '👩‍👩‍👧‍👦', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏳️‍🌈'])('%s is one', (emoji) => {
    expect(reactionEmoji(emoji, 'emoji')).toBe(emoji);
  });

  test('that is written in two ways is stored in one', () => {
    expect(reactionEmoji('❤', 'emoji')).toBe('❤\ufe0f');
  });

  test.each(['', ' ', 'a', '1', '하', '👍👍', '👍 ', '👍a', '🇰', '\ufe0f', '<b>', '\ud83d'])(
    '%p is not',
    (text) => {
      expect(() => reactionEmoji(text, 'emoji')).toThrow(
        expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field: 'emoji' } }),
      );
    },
  );
});
