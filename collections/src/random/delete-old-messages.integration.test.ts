import { access } from 'node:fs/promises';
import path from 'node:path';

import { describeNeeds } from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalReq, type Payload } from 'payload';

import { attachChatWriter } from '../chat/chat-writer';
import type { DatabaseKind } from '../database';
import { createDocuments, type Documents } from '../testing/documents';
import { createPerson } from '../testing/people';
import { startPayload, type TestPayload } from '../testing/start-payload';
import { deleteOldMessages } from './delete-old-messages';

const day = 24 * 60 * 60 * 1000;
const daysAgo = (days: number): string => new Date(Date.now() - days * day).toISOString();

function suite(kind: DatabaseKind): void {
  let server: TestPayload;
  let payload: Payload;
  let documents: Documents;
  const forgotten: string[] = [];

  beforeAll(async () => {
    server = await startPayload(kind);
    ({ payload } = server);
    documents = createDocuments(payload, await createPerson(payload, 'admin'));
    await payload.updateGlobal({ slug: 'random-match', data: { retentionDays: 7 } });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
  });

  const run = async () => deleteOldMessages(await createLocalReq({}, payload));
  const createSession = async (session: Record<string, unknown>) => {
    const room = await documents.create('chat-rooms', { kind: 'random' });
    const first = await documents.create('chat-messages', { room });
    await documents.create('chat-messages', { room, replyTo: first });
    const file = await documents.create('chat-attachments', { room, message: first });
    const { filename } = await payload.findByID({ collection: 'chat-attachments', id: file });
    const id = await documents.create('random-sessions', { room, ...session });
    return { id, room, file: path.join(server.directory, 'attachments', filename ?? '') };
  };
  const leftOf = async ({ file, id, room }: Awaited<ReturnType<typeof createSession>>) => {
    const where = { room: { equals: room } };
    const session = await payload.findByID({ collection: 'random-sessions', id, depth: 1 });
    return {
      messages: (await payload.count({ collection: 'chat-messages', where })).totalDocs,
      attachments: (await payload.count({ collection: 'chat-attachments', where })).totalDocs,
      isFileThere: await access(file).then(
        () => true,
        () => false,
      ),
      isRoomThere: typeof session.room === 'object',
      isMarked: Boolean(session.messagesDeletedAt),
    };
  };
  const everything = {
    ...{ messages: 2, attachments: 1, isFileThere: true, isRoomThere: true, isMarked: false },
  };
  const nothing = {
    ...{ messages: 0, attachments: 0, isFileThere: false, isRoomThere: true, isMarked: true },
  };

  test('what was said is deleted in time, unless it was reported', async () => {
    const old = await createSession({ endedAt: daysAgo(8) });
    const reported = await createSession({ endedAt: daysAgo(9) });
    await documents.create('reports', { room: reported.room, state: 'dismissed' });
    const recent = await createSession({ endedAt: daysAgo(6) });
    const active = await createSession({ state: 'active', startedAt: daysAgo(20) });

    // Nobody but the chat knows what its messages are found by.
    expect(await run()).toBe(0);
    expect(await leftOf(old)).toEqual(everything);

    attachChatWriter(payload, {
      moderateMessage: () => Promise.reject(new Error('Nobody moderates here')),
      memberSanctioned: () => Promise.resolve(),
      roomChanged: () => Promise.resolve(),
      forgetSearchTerms: (room) => {
        forgotten.push(room);
        return Promise.resolve();
      },
    });
    expect(await run()).toBe(1);
    expect(await leftOf(old)).toEqual(nothing);
    for (const session of [reported, recent, active]) {
      expect(await leftOf(session)).toEqual(everything);
    }
    expect(forgotten).toEqual([old.room]);
    expect(await run()).toBe(0);
  });

  test('many are deleted in batches, past those of the same moment that stay', async () => {
    const room = await documents.create('chat-rooms', { kind: 'random' });
    await documents.create('reports', { room });
    const other = await documents.create('chat-rooms', { kind: 'random' });
    // Two whole batches of one moment are kept; others stand before, among and after them.
    const endedAt = daysAgo(10);
    const expected = [
      await documents.create('random-sessions', { room: other, endedAt: daysAgo(11) }),
    ];
    const created = [...expected];
    for (let index = 1; index <= 201; index += 1) {
      const isKept = index !== 150;
      const id = await documents.create('random-sessions', {
        room: isKept ? room : other,
        endedAt,
      });
      created.push(id);
      if (!isKept) expected.push(id);
    }
    const last = await documents.create('random-sessions', { room: other, endedAt: daysAgo(9) });
    created.push(last);
    expected.push(last);
    expect(await run()).toBe(3);
    const { docs } = await payload.find({
      collection: 'random-sessions',
      where: { id: { in: created }, messagesDeletedAt: { exists: true } },
      pagination: false,
      depth: 0,
    });
    expect(docs.map(({ id }) => id).sort()).toEqual([...expected].sort());
  }, 60_000);
}

describe('old random messages on SQLite', () => {
  suite('sqlite');
});
describeNeeds('mongod', 'old random messages on MongoDB', () => {
  suite('mongodb');
});
