import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { buildStep, forget, isFresh } from './build-stamps.mjs';

/** @type {string} */
let root;
/** @type {import('./build-stamps.mjs').BuildStep} */
let step;

/** @param {string} file @param {string} content */
function write(file, content) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
}

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'coco-chat-stamps-'));
  write('src/index.ts', 'one');
  step = {
    name: 'part',
    title: 'Building a part',
    inputs: { files: ['src'] },
    outputs: ['dist/index.js'],
    build: () => Promise.resolve(write('dist/index.js', 'built')),
  };
});
afterEach(() => rmSync(root, { recursive: true }));

test('a step is stale until it is built, and fresh after that', async () => {
  expect(isFresh(root, step)).toBe(false);
  await buildStep(root, step);
  expect(isFresh(root, step)).toBe(true);
});

test('a step is stale when an input changed, and fresh when it changed back', async () => {
  await buildStep(root, step);
  write('src/index.ts', 'two');
  expect(isFresh(root, step)).toBe(false);
  write('src/index.ts', 'one');
  expect(isFresh(root, step)).toBe(true);
});

test('a step is stale when what it made is gone', async () => {
  await buildStep(root, step);
  rmSync(path.join(root, 'dist'), { recursive: true });
  expect(isFresh(root, step)).toBe(false);
});

test('a build that does not come to its end leaves the step stale', async () => {
  await buildStep(root, step);
  const broken = { ...step, build: () => Promise.reject(new Error('interrupted')) };
  await expect(buildStep(root, broken)).rejects.toThrow('interrupted');
  expect(isFresh(root, step)).toBe(false);
});

test('an input that changes while the step is built leaves it stale', async () => {
  await buildStep(root, {
    ...step,
    build: async () => {
      await step.build();
      write('src/index.ts', 'two');
    },
  });
  expect(isFresh(root, step)).toBe(false);
});

test('a step that is forgotten is built anew', async () => {
  await buildStep(root, step);
  forget(root, step);
  expect(isFresh(root, step)).toBe(false);
});
