import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import { callRest } from '../testing/apis';
import { createDocuments } from '../testing/documents';
import { createPerson, type Person } from '../testing/people';
import { startPayload, type TestPayload } from '../testing/start-payload';

describe('names in a list of messages', () => {
  let server: TestPayload;
  let payload: Payload;
  let moderator: Person;

  beforeAll(async () => {
    server = await startPayload('sqlite');
    ({ payload } = server);
    moderator = await createPerson(payload, 'moderator');
  });
  afterAll(() => server.stop());

  test('are read where somebody answers what they wrote themselves', async () => {
    const documents = createDocuments(payload, moderator);
    const membership = await documents.create('chat-memberships');
    const { room } = await payload.findByID({
      collection: 'chat-memberships',
      id: membership,
      depth: 0,
    });
    const common = { room, membership, author: moderator.user.id };
    const replyTo = await documents.create('chat-messages', { ...common, seq: 1 });
    const answer = { ...common, replyTo, seq: 2, clientMessageId: randomUUID() };
    await documents.create('chat-messages', answer);

    const { body } = await callRest(server, moderator, 'GET', '/chat-messages?depth=2');
    const { displayName } = moderator.user;
    expect(body.docs).toEqual([
      expect.objectContaining({
        authorName: displayName,
        replyTo: expect.objectContaining({ authorName: displayName }),
      }),
      expect.objectContaining({ authorName: displayName }),
    ]);
  });
});
