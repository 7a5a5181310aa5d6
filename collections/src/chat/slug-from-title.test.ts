import { expect, test } from '@jest/globals';

import { toSlug } from './slug-from-title';

test.each([
  ['General chat', 'general-chat'],
  ['광장 · Lobby!', '광장-lobby'],
  ['  --a--  ', 'a'],
  ['ㅎㅎ 1/2', 'ㅎㅎ-1-2'],
  ['광장'.normalize('NFD'), '광장'],
  ['🙂', ''],
])('%j becomes %j', (title, slug) => {
  expect(toSlug(title)).toBe(slug);
});

test('a long title ends within 80 characters, and not in a hyphen', () => {
  expect(toSlug(`${'a'.repeat(79)} b`)).toBe('a'.repeat(79));
});
