import { describeNeeds, waitFor } from '@coco-chat/e2e/servers';
import { expect, jest, test } from '@jest/globals';
import { Collection, MongoClient, ObjectId } from 'mongodb';

import { createMember, createPerson, createRoom, newMessage } from '../../testing/factories';
import { startMongoDatabase } from '../../testing/payload';
import { describeAttachments } from '../attachments.contract';
import { describeChanges } from '../changes.contract';
import { createStores } from '../create-stores';
import { describeMembers } from '../members.contract';
import { describeRandomSessions } from '../random.contract';
import { describeStores } from '../store.contract';

describeNeeds('mongod', 'the stores on MongoDB', () => {
  describeStores(startMongoDatabase);
  describeMembers(startMongoDatabase);
  describeChanges(startMongoDatabase);
  describeAttachments(startMongoDatabase);
  describeRandomSessions(startMongoDatabase);

  test('what collided takes along what came meanwhile, in its order', async () => {
    const database = await startMongoDatabase();
    const payload = await database.open();
    const { members, messages } = await createStores(payload);
    const { id: roomId } = await createRoom(payload);
    const member = await createMember(members, roomId, (await createPerson(payload)).id);
    const other = await MongoClient.connect(database.uri);
    const session = other.startSession();
    try {
      session.startTransaction({ readConcern: { level: 'snapshot' } });
      await other
        .db()
        .collection('chat-room-counters')
        .updateOne({ _id: new ObjectId(roomId) }, { $inc: { __v: 1 } }, { session });
      const late = [newMessage(member), newMessage(member)];
      let asked = 0;
      const posted = messages.post([newMessage(member)], () => {
        asked += 1;
        return asked === 2 ? late : [];
      });
      await waitFor(() => asked >= 2, { what: 'the third attempt' });
      await session.commitTransaction();
      const results = await posted;
      expect(results.map(({ message: { seq } }) => seq)).toEqual([1, 2, 3]);
      expect(results.slice(1)).toMatchObject(
        late.map(({ clientMessageId }) => ({ isNew: true, message: { clientMessageId } })),
      );
    } finally {
      await session.endSession();
      await other.close();
      await database.stop();
    }
  });

  test('people who join a room at once do not stand in each other’s way', async () => {
    const database = await startMongoDatabase();
    const payload = await database.open();
    const { members, messages } = await createStores(payload);
    const { id: roomId } = await createRoom(payload);
    const people = await Promise.all(Array.from({ length: 20 }, () => createPerson(payload)));
    const attempts = jest.spyOn(Collection.prototype, 'findOneAndUpdate');
    try {
      await Promise.all(people.map(({ id }) => createMember(members, roomId, id)));
      expect(attempts).toHaveBeenCalledTimes(people.length);
      expect((await messages.counters([roomId])).get(roomId)?.memberCount).toBe(people.length);
    } finally {
      attempts.mockRestore();
      await database.stop();
    }
  });

  test('a transaction whose process died holds up nobody for long', async () => {
    const database = await startMongoDatabase();
    const payload = await database.open();
    const { members, messages } = await createStores(payload);
    const { id: roomId } = await createRoom(payload);
    const member = await createMember(members, roomId, (await createPerson(payload)).id);
    // As a process leaves it that is killed between two statements.
    const dead = await MongoClient.connect(database.uri);
    const session = dead.startSession();
    session.startTransaction({ readConcern: { level: 'snapshot' } });
    await dead
      .db()
      .collection('chat-room-counters')
      .updateOne({ _id: new ObjectId(roomId) }, { $inc: { lastSeq: 1 } }, { session });
    try {
      const [posted] = await messages.post([newMessage(member)]);
      expect(posted?.message.seq).toBe(1);
    } finally {
      await dead.close();
      await database.stop();
    }
  });

  test('a database that is away is UNAVAILABLE', async () => {
    const database = await startMongoDatabase();
    const payload = await database.open();
    const { members, messages, rooms } = await createStores(payload);
    const { id: roomId } = await createRoom(payload);
    const member = await createMember(members, roomId, (await createPerson(payload)).id);
    await database.stop();
    const away = { code: 'UNAVAILABLE' };
    await expect(messages.post([newMessage(member)])).rejects.toMatchObject(away);
    await expect(messages.newest(roomId, 1)).rejects.toMatchObject(away);
    await expect(rooms.roomsByIds([roomId])).rejects.toMatchObject(away);
  });
});
