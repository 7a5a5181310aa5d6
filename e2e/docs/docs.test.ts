import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { startProcess } from '../servers';
import { startEmbedded, type Server } from '../topology';
import { repositoryRoot } from '../topology/repository-root';
import { attributeOf, blocksOf, type Block } from './markdown-examples';
import { Placeholders } from './placeholders';
import { playTranscript } from './transcript';

const admin = { ADMIN_EMAIL: 'admin@example.org', ADMIN_PASSWORD: 'lantern-harbour-quiet-19' };

let dir: string;
let server: Server;
/** Shared by both pages: PROTOCOL goes on with the people and rooms of API. */
const placeholders = new Placeholders();

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-docs-'));
  server = await startEmbedded({ dir, env: admin });
}, 120_000);
afterAll(async () => {
  await server.stop();
  await rm(dir, { recursive: true, force: true });
});

const page = (name: string): Promise<string> =>
  readFile(path.join(repositoryRoot, 'docs', name), 'utf8');

async function ask(block: Block): Promise<unknown> {
  const [api] = block.attributes;
  const person = attributeOf(block, 'as');
  const token = person === undefined ? '' : String(placeholders.get(`<token of ${person}>`));
  const response = await fetch(`${server.origin}/${api === 'cms' ? 'api' : 'chat'}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ query: placeholders.fill(block.text) }),
  });
  return response.json();
}

test('the examples of API.md answer as it says', async () => {
  const blocks = blocksOf(await page('API.md'));
  let asked = 0;
  for (const [index, block] of blocks.entries()) {
    if (block.language !== 'graphql') continue;
    const answer = blocks[index + 1];
    expect([block.line, answer?.language]).toEqual([block.line, 'json']);
    const actual = await ask(block);
    const difference = placeholders.differences(JSON.parse(answer?.text ?? ''), actual);
    expect([block.line, difference, difference && actual]).toEqual([block.line, null, null]);
    asked += 1;
  }
  expect(asked).toBeGreaterThan(10);
}, 60_000);

test('the transcripts of PROTOCOL.md go as it says', async () => {
  const transcripts = blocksOf(await page('PROTOCOL.md')).filter(
    ({ attributes }) => attributes[0] === 'transcript',
  );
  for (const { text } of transcripts) {
    await playTranscript(`${server.origin.replace('http', 'ws')}/chat/graphql`, text, placeholders);
  }
  expect(transcripts.length).toBeGreaterThan(3);
}, 60_000);

test('the client of PROTOCOL.md prints what is said in the room', async () => {
  const [client] = blocksOf(await page('PROTOCOL.md')).filter(({ language }) => language === 'js');
  // Within the repository, where its imports are found.
  const cache = path.join(repositoryRoot, '.cache');
  await mkdir(cache, { recursive: true });
  const file = path.join(cache, `client-${process.pid}.mjs`);
  await writeFile(file, client?.text ?? '');
  try {
    const running = await startProcess({
      command: process.execPath,
      args: [file],
      env: {
        CHAT_URL: `${server.origin.replace('http', 'ws')}/chat/graphql`,
        TOKEN: String(placeholders.get('<token of mina>')),
        ROOM_ID: String(placeholders.get('<lobby>')),
      },
      ready: /Mina 안녕하세요!/,
    });
    await running.stop();
  } finally {
    await rm(file);
  }
}, 60_000);
