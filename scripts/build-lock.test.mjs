import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { withBuildLock } from './build-lock.mjs';

/** @type {string} */
let root;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'coco-chat-lock-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const lockFile = () => path.join(root, '.build', 'lock');

test('two builds of one tree follow one another', async () => {
  /** @type {string[]} */
  const log = [];
  const build = (/** @type {string} */ name) =>
    withBuildLock(
      root,
      async () => {
        log.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        log.push(`${name} ends`);
      },
      (pid) => log.push(`${name} waits for ${pid}`),
    );
  await Promise.all([build('first'), build('second')]);
  expect(log).toEqual([
    'first begins',
    `second waits for ${process.pid}`,
    'first ends',
    'second begins',
    'second ends',
  ]);
});

test('a lock is taken over from a process that is gone', async () => {
  mkdirSync(path.dirname(lockFile()));
  writeFileSync(lockFile(), String(2 ** 22 + 1)); // more than Linux gives a process
  await expect(withBuildLock(root, () => Promise.resolve('built'))).resolves.toBe('built');
});

test('a lock is given back when the build fails', async () => {
  await expect(withBuildLock(root, () => Promise.reject(new Error('no space')))).rejects.toThrow(
    'no space',
  );
  expect(existsSync(lockFile())).toBe(false);
});
