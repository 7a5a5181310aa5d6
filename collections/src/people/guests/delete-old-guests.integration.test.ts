import { randomUUID } from 'node:crypto';

import { describeNeeds } from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalReq, type Payload } from 'payload';

import type { DatabaseKind } from '../../database';
import type { User } from '../../payload-types';
import { createDocuments, type Documents } from '../../testing/documents';
import { createPerson } from '../../testing/people';
import { startPayload, type TestPayload } from '../../testing/start-payload';
import { deleteOldGuests } from './delete-old-guests';

const day = 24 * 60 * 60 * 1000;

function suite(kind: DatabaseKind): void {
  let server: TestPayload;
  let payload: Payload;
  let documents: Documents;

  beforeAll(async () => {
    server = await startPayload(kind);
    ({ payload } = server);
    documents = createDocuments(payload, await createPerson(payload, 'admin'));
  });
  afterAll(async () => {
    await server.stop();
  });

  const guestSince = async (days: number): Promise<string> => {
    const { id } = (await payload.db.create({
      collection: 'users',
      data: {
        email: `${randomUUID()}@guest.invalid`,
        displayName: 'Visitor',
        roles: ['guest'],
        locale: 'en',
        guestUntil: new Date(Date.now() - days * day).toISOString(),
      },
    })) as User;
    return id;
  };
  const nameOf = async (id: string) =>
    (await payload.findByID({ collection: 'users', id, disableErrors: true }))?.displayName;
  const run = async () => deleteOldGuests(await createLocalReq({}, payload));

  test('guests go 30 days after their end; who wrote or is part of a report leaves a nameless account', async () => {
    const room = await documents.create('chat-rooms');
    await payload.db.create({
      collection: 'chat-room-counters',
      data: { id: room, lastSeq: 0, revision: 0, memberCount: 5 },
      customID: room,
    });
    const recent = await guestSince(29);
    const [silent, left, writer, reporter, held] = [
      await guestSince(31),
      await guestSince(31),
      await guestSince(31),
      await guestSince(31),
      await guestSince(31),
    ];
    for (const user of [silent, writer]) {
      await documents.create('chat-memberships', { room, user });
    }
    const leftAt = new Date().toISOString();
    await documents.create('chat-memberships', { room, user: left, leftAt });
    // What a guest agreed to keeps no account.
    for (const user of [silent, writer]) {
      await documents.create('random-consents', { user });
    }
    const message = await documents.create('chat-messages', { room, author: writer });
    await documents.create('reports', { room, reporter });
    await documents.create('random-holds', { account: held });

    await run();

    expect([await nameOf(recent), await nameOf(silent), await nameOf(left)]).toEqual([
      'Visitor',
      undefined,
      undefined,
    ]);
    expect([await nameOf(writer), await nameOf(reporter), await nameOf(held)]).toEqual([
      'Former guest',
      'Former guest',
      'Former guest',
    ]);
    expect(
      (await payload.findByID({ collection: 'chat-messages', id: message, depth: 0 })).author,
    ).toBe(writer);
    const members = await payload.find({
      collection: 'chat-memberships',
      where: { room: { equals: room } },
      depth: 0,
    });
    expect(members.docs.map(({ user }) => user)).toEqual([writer]);
    const consents = await payload.find({ collection: 'random-consents', depth: 0 });
    expect(consents.docs.map(({ user }) => user)).toEqual([writer]);
    // One of five went; who had left was not counted.
    expect(
      (await payload.findByID({ collection: 'chat-room-counters', id: room })).memberCount,
    ).toBe(4);
    await run();
    expect(await nameOf(writer)).toBe('Former guest');
  });
}

describe('old guests on SQLite', () => {
  suite('sqlite');
});
describeNeeds('mongod', 'old guests on MongoDB', () => {
  suite('mongodb');
});
