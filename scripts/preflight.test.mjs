import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { freePort } from './free-port.mjs';
import { preflight } from './preflight.mjs';

/** @type {string} */
let root;
const before = { ...process.env };

beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'coco-chat-preflight-'));
  process.env = { PORT: String(await freePort()) };
});
afterEach(() => {
  process.env = before;
  rmSync(root, { recursive: true });
});

test('finds nothing to say where all is well', async () => {
  expect(await preflight(root)).toEqual([]);
});

test('names a port that is in use', async () => {
  const other = net.createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (other.address());
  process.env.PORT = String(port);
  expect(await preflight(root)).toEqual([expect.stringMatching(`^PORT: ${port} is in use`)]);
  other.close();
});

test('names a data folder that cannot be made', async () => {
  writeFileSync(path.join(root, 'file'), '');
  process.env.DATA_DIR = 'file/data';
  expect(await preflight(root)).toEqual([
    `DATA_DIR: ${path.join(root, 'file', 'data')} cannot be written to`,
  ]);
});

test('in production asks for a secret, which .env may hold', async () => {
  process.env.NODE_ENV = 'production';
  expect(await preflight(root)).toEqual([expect.stringMatching(/^PAYLOAD_SECRET: /)]);
  writeFileSync(path.join(root, '.env'), `PAYLOAD_SECRET=${'0123456789abcdef'.repeat(4)}\n`);
  expect(await preflight(root)).toEqual([]);
});
