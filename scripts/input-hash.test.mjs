import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { hashInputs } from './input-hash.mjs';

/** @type {string} */
let root;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'coco-chat-hash-'));
  write('part/src/a.ts', 'a');
  write('part/package.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

/** @param {string} file @param {string} content */
function write(file, content) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
}

const files = ['part/package.json', 'part/src', 'part/not-there'];

test('stays the same when only times changed', () => {
  const before = hashInputs(root, { files });
  utimesSync(path.join(root, 'part/src/a.ts'), new Date(0), new Date(0));
  expect(hashInputs(root, { files })).toBe(before);
});

test.each([
  ['a content', () => write('part/src/a.ts', 'b')],
  ['a new file', () => write('part/src/deep/b.ts', '')],
  ['a file that appears where one was named', () => write('part/not-there', '')],
  [
    'a name',
    () => {
      rmSync(path.join(root, 'part/src/a.ts'));
      write('part/src/b.ts', 'a');
    },
  ],
  [
    'a content that moved over a border between files',
    () => {
      write('part/package.json', '{');
      write('part/src/a.ts', '}a');
    },
  ],
])('notices %s', (_, change) => {
  const before = hashInputs(root, { files });
  change();
  expect(hashInputs(root, { files })).not.toBe(before);
});

test('looks neither at tests nor at what builds and installs leave behind', () => {
  const before = hashInputs(root, { files: ['part'] });
  write('part/src/a.test.ts', 'changed');
  write('part/dist/index.js', 'changed');
  write('part/.next/BUILD_ID', 'changed');
  write('part/node_modules/x/index.js', 'changed');
  expect(hashInputs(root, { files: ['part'] })).toBe(before);
});

test('notices a variable that is written into what is built', () => {
  const hash = (/** @type {string | undefined} */ value) =>
    hashInputs(root, { files, values: { VITE_API_BASE_URL: value } });
  expect(hash('')).not.toBe(hash(undefined));
  expect(hash('https://a.example')).not.toBe(hash('https://b.example'));
});
