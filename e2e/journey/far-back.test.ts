import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { askChat, logIn } from '../chat/visitor';
import { describeNeeds } from '../servers';
import { startEmbedded, type Server } from '../topology';
import { launchBrowser, newPerson } from './browser';
import { Visitor } from './visitor';

const admin = { email: 'admin@example.org', password: 'lantern-harbour-quiet-19' };
/** Several pages of history, each of 50. */
const messages = 320;
/** The messages that say what is looked for: in the newest page, far back, and at the very beginning. */
const finds = [300, 150, 3];

const textOf = (seq: number): string =>
  finds.includes(seq) ? `${seq}번째: 등대가 보여요` : `${seq}번째 이야기`;

async function fillRoom(origin: string): Promise<string> {
  const token = await logIn(origin, admin.email, admin.password);
  const { rooms } = (await askChat(
    origin,
    '{ rooms(first: 1) { edges { node { id slug } } } }',
  )) as { rooms: { edges: { node: { id: string; slug: string } }[] } };
  const [room] = rooms.edges.map(({ node }) => node);
  if (!room) throw new Error('There is no room');
  const roomId = room.id;
  const joining = 'mutation ($roomId: ID!) { joinRoom(roomId: $roomId) { id } }';
  await askChat(origin, joining, { roomId }, token);
  const sending = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { seq } }';
  for (let seq = 1; seq <= messages; seq += 1) {
    const input = { roomId, clientMessageId: randomUUID(), text: textOf(seq) };
    await askChat(origin, sending, { input }, token);
  }
  return room.slug;
}

describeNeeds('chromium', 'a room with a long history', () => {
  let dir: string;
  let server: Server;
  let browser: Browser;
  let reader: Visitor;

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-far-back-'));
    const { email: ADMIN_EMAIL, password: ADMIN_PASSWORD } = admin;
    const env = { ADMIN_EMAIL, ADMIN_PASSWORD, RATE_LIMIT_SCALE: '1000' };
    server = await startEmbedded({ dir, env });
    const slug = await fillRoom(server.origin);
    browser = await launchBrowser();
    const { context } = await newPerson(browser, server.origin);
    reader = await Visitor.open(await context.newPage());
    await reader.enterAsGuest(slug);
    await reader.sees(textOf(messages));
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  });

  test('shows what was found, and keeps it in view while what is around it loads', async () => {
    await reader.search('등대');
    for (const seq of finds) {
      await reader.picksResult(textOf(seq));
      await reader.hasLoaded(textOf(Math.max(1, seq - 25)));
      await reader.hasLoaded(textOf(Math.min(messages, seq + 20)));
      expect(await reader.hasInView(textOf(seq))).toBe(true);
    }
  }, 60_000);
});
