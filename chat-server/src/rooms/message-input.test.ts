import { describe, expect, test } from '@jest/globals';

import { clientMessageId, messagePayload, messageText } from './message-input';

const refusal = (code: string) => expect.objectContaining({ code, details: { field: 'input.x' } });

describe('the text of a message', () => {
  const text = (value: string): string => messageText(value, 'input.x');

  test.each([
    ['  hi \n', 'hi'],
    ['한글', '한글'],
    ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['a\tb', 'a\tb'],
    ['👩‍👩‍👧‍👦 <b>&amp;</b>', '👩‍👩‍👧‍👦 <b>&amp;</b>'],
    ['é'.repeat(4_000), 'é'.repeat(4_000)],
    ['😀'.repeat(4_000), '😀'.repeat(4_000)],
  ])('%p is stored as %p', (given, stored) => {
    expect(text(given)).toBe(stored);
  });

  test.each([
    '',
    ' \n\t ',
    '\u200b\u200d\ufeff',
    '\u3164',
    '\u00ad',
    'a'.repeat(4_001),
    '😀'.repeat(4_001),
    'a\u0000b',
    'a\u001bb',
    'a\u0085b',
    'a\ud800b',
  ])('%p is refused', (given) => {
    expect(() => text(given)).toThrow(refusal('BAD_USER_INPUT'));
  });
});

describe('the payload of a message', () => {
  const payload = (value: unknown): unknown => messagePayload(value, 'input.x');
  const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

  test.each([
    [null],
    [0],
    [false],
    ['text'],
    [[1, { a: null }]],
    [{ $a: 1, 'b.c': 2 }],
    [nested(16)],
  ])('%j is stored as it is', (value) => {
    expect(payload(value)).toEqual(value);
  });

  test('that is not there is null', () => {
    expect(payload(undefined)).toBeNull();
  });

  test('is at most 8 KiB of JSON', () => {
    expect(payload('a'.repeat(8_190))).toHaveLength(8_190);
    expect(() => payload('a'.repeat(8_191))).toThrow(refusal('PAYLOAD_TOO_LARGE'));
    expect(() => payload('가'.repeat(2_800))).toThrow(refusal('PAYLOAD_TOO_LARGE'));
  });

  test.each([[nested(17)], [{ a: [{ _bsontype: 'ObjectId' }] }], [{ 'a\0b': 1 }]])(
    '%j is refused',
    (value) => {
      expect(() => payload(value)).toThrow(refusal('BAD_USER_INPUT'));
    },
  );
});

describe('a clientMessageId', () => {
  test.each(['9d2c7a52-6d5e-4a0e-9a1e-2f64a8b7c001', 'm1', 'a.b:c_d-e', 'x'.repeat(64)])(
    '%p is taken',
    (id) => {
      expect(clientMessageId(id, 'input.x')).toBe(id);
    },
  );
  test.each(['', ' ', 'a b', 'x'.repeat(65), '한글', 'a\n'])('%p is refused', (id) => {
    expect(() => clientMessageId(id, 'input.x')).toThrow(refusal('BAD_USER_INPUT'));
  });
});
