import { describe, expect, test } from '@jest/globals';
import { lengthOf, textToSend } from './messageDraft';

describe('textToSend', () => {
  test.each([
    ['  hello\r\nthere \n', 'hello\nthere'],
    ['a\tb', 'a\tb'],
    ['a\u0007b\u0000c\u0085', 'abc'],
    ['\u1112\u1161\u11ab', '한'],
    ['half a pair \ud83d', 'half a pair \ufffd'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    [' \n\t ', ''],
    ['\u3164\u200b\u00ad', ''],
  ])('makes of %j %j', (draft, text) => {
    expect(textToSend(draft)).toBe(text);
  });
});

describe('lengthOf', () => {
  test('counts code points', () => {
    expect(lengthOf('한글 👋')).toBe(4);
  });
});
