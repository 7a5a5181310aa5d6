import { describe, expect, test } from '@jest/globals';

import { placeCursor, placeOfCursor, seqCursor, seqOfCursor } from './cursor';

const refused = expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field: 'after' } });

describe('a cursor', () => {
  test('comes back as what it was made of', () => {
    expect(seqOfCursor(seqCursor(123_456_789), 'after')).toBe(123_456_789);
    const place = { at: '2026-01-02T03:04:05.678Z', id: 'a,b' };
    expect(placeOfCursor(placeCursor(place), 'after')).toEqual(place);
  });

  test.each(['', 'nonsense', '5', seqCursor(0), seqCursor(-1), seqCursor(1.5)])(
    'of messages is not %p',
    (cursor) => {
      expect(() => seqOfCursor(cursor, 'after')).toThrow(refused);
    },
  );

  test.each(['', seqCursor(1), placeCursor({ at: 'yesterday', id: '1' })])(
    'of a list in time is not %p',
    (cursor) => {
      expect(() => placeOfCursor(cursor, 'after')).toThrow(refused);
    },
  );
});
