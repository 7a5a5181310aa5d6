import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { assertWritable } from './data-folder';
import { StartupError } from './startup-error';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'coco-chat-data-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('makes the folder, and leaves nothing in it', async () => {
  const data = path.join(folder, 'deep', 'data');
  await assertWritable(data);
  expect(await readdir(data)).toEqual([]);
});

test('refuses a folder that cannot be made, in one line that names it', async () => {
  await writeFile(path.join(folder, 'file'), '');
  const data = path.join(folder, 'file', 'data');
  await expect(assertWritable(data)).rejects.toThrow(StartupError);
  await expect(assertWritable(data)).rejects.toThrow(
    `DATA_DIR: ${data} cannot be written to (ENOTDIR)`,
  );
});

test('refuses a folder that exists and is read-only', async () => {
  // Everything below /proc is, also for root.
  await expect(assertWritable('/proc/self')).rejects.toThrow(/^DATA_DIR: \/proc\/self cannot be/);
});
