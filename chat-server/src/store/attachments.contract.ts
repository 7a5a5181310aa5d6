import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import {
  createAttachment,
  createMember,
  createPerson,
  createRoom,
  newMessage,
} from '../testing/factories';
import type { TestDatabase } from '../testing/payload';
import { createStores, type Stores } from './create-stores';
import type { NewMessage } from './message-store';
import type { StoredMembership } from './member-store';

/** What the stores promise of files, whatever database they are on. */
export function describeAttachments(start: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let payload: Payload;
  let stores: Stores;
  /** The stores of another process. */
  let elsewhere: Stores;
  let member: StoredMembership;
  let roomId: string;

  beforeAll(async () => {
    database = await start();
    payload = await database.open();
    stores = await createStores(payload);
    elsewhere = await createStores(await database.open());
  });
  afterAll(async () => {
    await Promise.all([stores.close(), elsewhere.close()]);
    await database.stop();
  });
  beforeEach(async () => {
    roomId = (await createRoom(payload)).id;
    member = await createMember(stores.members, roomId, (await createPerson(payload)).id);
  });

  const upload = (who = member): Promise<string> => createAttachment(payload, who);
  const fileMessage = (...attachmentIds: string[]): NewMessage =>
    newMessage(member, { kind: 'file', text: '', attachmentIds });
  const notFree = { code: 'BAD_USER_INPUT', details: { field: 'input.attachmentIds' } };
  const lastSeq = async (): Promise<number> =>
    (await elsewhere.messages.counters([roomId])).get(roomId)?.lastSeq ?? 0;

  describe('files', () => {
    test('are posted with their message, and read by it', async () => {
      const ids = [await upload(), await upload()];
      const [waiting] = await stores.attachments.byIds(ids.slice(0, 1));
      expect(waiting).toMatchObject({
        ...{ id: ids[0], roomId, ownerId: member.userId, messageId: null },
        ...{ originalName: 'note.txt', mimeType: 'text/plain', bytes: 6 },
        ...{ width: null, height: null, createdAt: expect.any(String) },
      });
      const results = await stores.messages.post([
        newMessage(member),
        fileMessage(...ids),
        newMessage(member),
      ]);
      const { id } = results[1]?.message ?? {};
      expect(results[1]?.message).toMatchObject({ kind: 'file', text: '', seq: 2 });
      const found = await elsewhere.attachments.ofMessages([id ?? '', randomUUID()]);
      expect(found.map((file) => [file.id, file.messageId])).toEqual(ids.map((file) => [file, id]));
      const document = await payload.findByID({
        collection: 'chat-attachments',
        id: ids[1] ?? '',
        depth: 0,
      });
      expect(document.message).toBe(id);
    });

    test('are in one message, however many want them at once', async () => {
      const id = await upload();
      const attempts = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) =>
          (index % 2 === 0 ? stores : elsewhere).messages.post([fileMessage(id)]),
        ),
      );
      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const attempt of attempts) {
        if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject(notFree);
      }
      expect(await lastSeq()).toBe(1);
      const { messages } = await stores.messages.newest(roomId, 10);
      const [file] = await stores.attachments.byIds([id]);
      expect(messages.map((message) => message.id)).toEqual([file?.messageId]);
    });

    test('are in one message of a group too, and the group is stored whole or not at all', async () => {
      const id = await upload();
      const group = [fileMessage(id), newMessage(member), fileMessage(id)];
      await expect(stores.messages.post(group)).rejects.toMatchObject(notFree);
      expect(await lastSeq()).toBe(0);
      expect(await stores.attachments.byIds([id])).toMatchObject([{ messageId: null }]);
    });

    test("are not anybody else's, of another room, or none at all", async () => {
      const other = await createMember(stores.members, roomId, (await createPerson(payload)).id);
      const { id: otherRoom } = await createRoom(payload);
      const own = await upload();
      for (const wrong of [
        await upload(other),
        await upload({ ...member, roomId: otherRoom }),
        randomUUID(),
        '0'.repeat(24),
      ]) {
        const post = stores.messages.post([fileMessage(own, wrong)]);
        await expect(post).rejects.toMatchObject(notFree);
      }
      expect(await lastSeq()).toBe(0);
      expect(await stores.attachments.byIds([own])).toMatchObject([{ messageId: null }]);
    });

    test('stay as they are when a message is sent again', async () => {
      const [first, second] = [await upload(), await upload()];
      const draft = fileMessage(first);
      const [posted] = await stores.messages.post([draft]);
      for (const attachmentIds of [[first], [second], [first, second]]) {
        expect(await elsewhere.messages.post([{ ...draft, attachmentIds }])).toEqual([
          { message: posted?.message, isNew: false },
        ]);
      }
      expect(await stores.attachments.byIds([second])).toMatchObject([{ messageId: null }]);
      expect(await lastSeq()).toBe(1);
    });
  });
}
