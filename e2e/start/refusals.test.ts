import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { repositoryRoot } from '../topology/repository-root';

/** What the operator's shell may hold, and must not reach a server under test. */
const unset: Record<string, string> = {
  NODE_ENV: '',
  DATABASE_URI: '',
  PAYLOAD_SECRET: '',
  HOST: '',
  PORT: '0',
};
const goodSecret = randomBytes(32).toString('hex');

let folder: string;
let runs = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'coco-chat-refusals-'));
  await writeFile(path.join(folder, 'file'), '');
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts the server and waits until it ends by itself. */
async function startInVain(env: Record<string, string>): Promise<{ code: number; said: string[] }> {
  runs += 1;
  const server = spawn(
    process.execPath,
    ['-C', 'production', path.join(repositoryRoot, 'cms', 'dist', 'server.js')],
    {
      env: Object.assign({}, process.env, { ...unset, DATA_DIR: `${folder}/data-${runs}`, ...env }),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  server.stdout.on('data', (chunk) => (output += String(chunk)));
  server.stderr.on('data', (chunk) => (output += String(chunk)));
  const [code] = (await once(server, 'close')) as [number];
  return { code, said: output.trim().split('\n') };
}

test('a port in use', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  expect(await startInVain({ PORT: String(port) })).toEqual({
    code: 1,
    said: [
      `CoCo Chat cannot start: PORT: ${port} is in use; stop what uses it, or set PORT to another`,
    ],
  });
  other.close();
});

test('a data folder that cannot be written to', async () => {
  const data = path.join(folder, 'file', 'data');
  for (const env of [{}, { PAYLOAD_SECRET: goodSecret }]) {
    expect(await startInVain({ ...env, DATA_DIR: data })).toEqual({
      code: 1,
      said: [`CoCo Chat cannot start: DATA_DIR: ${data} cannot be written to (ENOTDIR)`],
    });
  }
});

test('bad variables, each in a line of its own', async () => {
  const { code, said } = await startInVain({ PORT: 'many', LOG_LEVEL: 'loud' });
  expect(code).toBe(1);
  expect(said).toEqual([
    expect.stringMatching(/^CoCo Chat cannot start: PORT: /),
    expect.stringMatching(/^CoCo Chat cannot start: LOG_LEVEL: /),
  ]);
});

test.each([
  ['no secret', {}],
  ['a short secret', { PAYLOAD_SECRET: 'f00d-beef-1234' }],
  ['a default secret', { PAYLOAD_SECRET: 'change-me-change-me-change-me-change-me' }],
])('%s in production', async (_, env) => {
  const { code, said } = await startInVain({ NODE_ENV: 'production', ...env });
  expect(code).toBe(1);
  expect(said).toEqual([expect.stringMatching(/^CoCo Chat cannot start: PAYLOAD_SECRET: /)]);
});

test('a database that nobody answers for', async () => {
  const { code, said } = await startInVain({
    DATABASE_URI: 'mongodb://127.0.0.1:1/none?serverSelectionTimeoutMS=200',
    PAYLOAD_SECRET: goodSecret,
  });
  expect(code).toBe(1);
  // Payload logs the error too, by the other pipe: which of them is read last is chance.
  expect(said).toContainEqual(
    expect.stringMatching(/^CoCo Chat cannot start: DATABASE_URI: .*ECONNREFUSED/),
  );
}, 60_000);
