import { describe, expect, test } from '@jest/globals';
import { chatText } from './chatText';
import { refusalText } from './refusalText';

describe('refusalText', () => {
  const refusal = { code: 'BAD_USER_INPUT', message: 'A message cannot have a word …' } as const;

  test('says in the reader’s language what the filter has caught', () => {
    const caught = { ...refusal, field: 'input.text', reason: 'WORD_FILTER' };
    expect(refusalText(caught, chatText.ko)).toBe('사용할 수 없는 단어가 있습니다.');
    expect(refusalText(caught, chatText.en)).toBe('It has a word that is not allowed here.');
  });

  test('says what is at fault where it knows no reason', () => {
    const fault = { ...refusal, field: 'input.attachmentIds', reason: 'OF_A_NEWER_SERVER' };
    expect(refusalText(fault, chatText.en)).toBe(
      'A file cannot be sent any more. Attach it again.',
    );
  });

  test('says why a message has to wait, rather than that it was too much', () => {
    const early = { code: 'RATE_LIMITED', message: 'no', reason: 'QUIET_FIRST' } as const;
    expect(refusalText(early, chatText.en)).toMatch(/links and files have to wait/);
  });

  test('never shows the server’s own words', () => {
    expect(refusalText(refusal, chatText.ko)).toBe('서버가 받아들이지 않았습니다.');
    const other = { ...refusal, code: 'FORBIDDEN', field: 'input.text' } as const;
    expect(refusalText(other, chatText.ko)).toBe('이곳에서는 할 수 없는 일입니다.');
  });
});
