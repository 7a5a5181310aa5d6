import { expect, test } from '@jest/globals';

import { markedText, readNumbers } from './marked-text';

const numbersIn = (frame: string, before = '', after = ''): number[] => {
  const numbers: number[] = [];
  const buffer = Buffer.from(before + frame + after);
  const start = Buffer.byteLength(before);
  const read = (number: number): number => numbers.push(number);
  readNumbers(buffer, start, start + Buffer.byteLength(frame), read);
  return numbers;
};
const message = (number: number): string => JSON.stringify({ id: 'a', text: markedText(number) });

test('the numbers of all messages in a frame are read', () => {
  expect(numbersIn(`[${message(1)},${message(9_999_999)}]`)).toEqual([1, 9_999_999]);
});

test('what lies before and after the frame is not', () => {
  expect(numbersIn(message(2), message(1), message(3))).toEqual([2]);
  expect(numbersIn('{"text":"hello"}', message(1), message(3))).toEqual([]);
});
