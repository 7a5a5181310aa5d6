import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import { createMember, createPerson, createRoom, newMessage } from '../testing/factories';
import type { TestDatabase } from '../testing/payload';
import { createStores, type Stores } from './create-stores';
import type { MessageChange, MessageEdit, StoredMessage } from './message-store';
import type { StoredMembership } from './member-store';

/** What the stores promise of messages that change, whatever database they are on. */
export function describeChanges(start: () => Promise<TestDatabase>): void {
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

  const post = async (data: Parameters<typeof newMessage>[1] = {}): Promise<StoredMessage> => {
    const [posted] = await stores.messages.post([newMessage(member, data)]);
    if (!posted) throw new Error('Nothing was posted');
    return posted.message;
  };
  const changeOf = (message: StoredMessage, set: MessageEdit): MessageChange => ({
    id: message.id,
    roomId: message.roomId,
    expectedRevision: message.revision,
    set,
  });
  const revision = async (): Promise<number | undefined> =>
    (await elsewhere.messages.counters([roomId])).get(roomId)?.revision;
  const at = '2026-01-02T03:04:05.678Z';

  describe('changing a message', () => {
    test('gives it the next revision of its room, and its place stays', async () => {
      const first = await post({ mentions: ['a-participant'] });
      await post();
      expect(first).toMatchObject({ mentions: ['a-participant'], reactions: [] });
      const reactions = [{ emoji: '👍', participantIds: [member.participantId] }];
      const edit = { text: '고친 글', editedAt: at, editedById: member.userId };
      const edited = await stores.messages.change(changeOf(first, edit));
      expect(edited).toEqual({ ...first, text: '고친 글', editedAt: at, revision: 4 });
      const set = { mentions: [], reactions };
      const reacted = await stores.messages.change(changeOf(edited ?? first, set));
      expect(reacted).toEqual({ ...edited, mentions: [], reactions, revision: 5 });
      expect(await elsewhere.messages.byIds([first.id])).toEqual([reacted]);
      expect(await elsewhere.messages.since(roomId, 1, 10)).toMatchObject({
        counters: { lastSeq: 2, revision: 5 },
        messages: [{ seq: 2, revision: 3 }, reacted],
      });
    });

    test('takes things away again', async () => {
      const message = await post();
      const hidden = await stores.messages.change(
        changeOf(message, { hiddenAt: at, hiddenById: member.userId }),
      );
      expect(hidden?.hiddenAt).toBe(at);
      const shown = await stores.messages.change(
        changeOf(hidden ?? message, { hiddenAt: null, hiddenById: null }),
      );
      expect(shown).toEqual({ ...message, revision: 4 });
      const document = await payload.findByID({ collection: 'chat-messages', id: message.id });
      expect([document.hiddenAt ?? null, document.hiddenBy ?? null]).toEqual([null, null]);
    });

    test('writes what Payload reads', async () => {
      const message = await post({ mentions: ['one', 'two'] });
      const reactions = [{ emoji: '🎉', participantIds: ['one'] }];
      const changed = await stores.messages.change(
        changeOf(message, {
          ...{ text: '고침', reactions, editedAt: at, editedById: member.userId },
          ...{ deletedAt: at, deletedById: member.userId },
        }),
      );
      const { id } = message;
      const document = await payload.findByID({ collection: 'chat-messages', id, depth: 0 });
      expect(document).toMatchObject({
        ...{ text: '고침', mentions: ['one', 'two'], reactions, revision: 3 },
        ...{ editedAt: at, editedBy: member.userId, deletedAt: at, deletedBy: member.userId },
      });
      expect(Date.parse(document.updatedAt)).toBeGreaterThanOrEqual(Date.parse(message.createdAt));
      // And back: what Payload writes over it, the store reads.
      await payload.update({ collection: 'chat-messages', id, data: { mentions: ['three'] } });
      expect(await stores.messages.byIds([id])).toEqual([{ ...changed, mentions: ['three'] }]);
    });

    test('stores nothing when the message has moved on, or is not there', async () => {
      const message = await post();
      const audit = { actorId: member.userId, action: 'message.tried' };
      await stores.messages.change(changeOf(message, { text: 'first' }));
      const late = { ...changeOf(message, { text: 'second' }), audit };
      expect(await elsewhere.messages.change(late)).toBeNull();
      for (const id of ['nothing', randomUUID(), '0'.repeat(24)]) {
        expect(await stores.messages.change({ ...late, id })).toBeNull();
      }
      const { id: otherRoom } = await createRoom(payload);
      expect(await stores.messages.change({ ...late, roomId: otherRoom })).toBeNull();
      expect(await revision()).toBe(3);
      expect(await stores.messages.byIds([message.id])).toMatchObject([{ text: 'first' }]);
      const { totalDocs } = await payload.count({
        collection: 'audit-log',
        where: { targetId: { equals: message.id } },
      });
      expect(totalDocs).toBe(0);
    });

    test('audits the act with it', async () => {
      const message = await post();
      const { id } = message;
      await stores.messages.change({
        ...changeOf(message, { hiddenAt: at }),
        audit: { actorId: member.userId, action: 'message.hidden', details: { room: roomId } },
      });
      const { docs } = await payload.find({
        collection: 'audit-log',
        where: { targetId: { equals: id } },
        depth: 0,
      });
      expect(docs).toMatchObject([
        {
          ...{ actor: member.userId, action: 'message.hidden', details: { room: roomId } },
          ...{ targetCollection: 'chat-messages', targetId: id, createdAt: expect.any(String) },
        },
      ]);
    });

    test('of many at once, one wins and the revisions have no hole', async () => {
      const message = await post();
      const attempts = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? stores : elsewhere).messages.change(
            changeOf(message, { text: `attempt ${index}` }),
          ),
        ),
      );
      const winners = attempts.filter((attempt) => attempt !== null);
      expect(winners).toMatchObject([{ revision: 3 }]);
      expect(await revision()).toBe(3);
      expect(await stores.messages.byIds([message.id])).toEqual(winners);
    });

    test('beside posts and changes of the room takes each revision once', async () => {
      const messages = await Promise.all(Array.from({ length: 10 }, () => post()));
      const work = messages.flatMap((message, index) => {
        const [one, other] = index % 2 === 0 ? [stores, elsewhere] : [elsewhere, stores];
        return [
          one.messages.change(changeOf(message, { text: 'changed' })).then((all) => [all]),
          other.messages.post([newMessage(member)]).then((all) => all.map((own) => own.message)),
          other.messages.bumpRevision(roomId).then((moved) => [{ revision: moved }]),
        ];
      });
      const revisions = (await Promise.all(work)).flat().map((stored) => stored?.revision ?? 0);
      expect(revisions.sort((a, b) => a - b)).toEqual(
        Array.from({ length: 30 }, (_, index) => 12 + index),
      );
      expect(await elsewhere.messages.counters([roomId])).toEqual(
        new Map([[roomId, { lastSeq: 20, revision: 41, memberCount: 1 }]]),
      );
    });
  });

  test('a room where nothing has happened yet has its first revision too', async () => {
    const { id } = await createRoom(payload);
    expect(await stores.messages.bumpRevision(id)).toBe(1);
    expect(await elsewhere.messages.bumpRevision(id)).toBe(2);
    expect(await stores.messages.counters([id])).toEqual(
      new Map([[id, { lastSeq: 0, revision: 2, memberCount: 0 }]]),
    );
  });
}
