import { describe, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import { createMember, createPerson, createRoom, newMessage } from '../../testing/factories';
import { startSqlite } from '../../testing/payload';
import { describeAttachments } from '../attachments.contract';
import { describeChanges } from '../changes.contract';
import { createStores } from '../create-stores';
import { describeMembers } from '../members.contract';
import { describeRandomSessions } from '../random.contract';
import { describeStores } from '../store.contract';

describe('the stores on SQLite', () => {
  describeStores(startSqlite);
  describeMembers(startSqlite);
  describeChanges(startSqlite);
  describeAttachments(startSqlite);
  describeRandomSessions(startSqlite);
});

describe('a database that another process has locked', () => {
  const inLockedDatabase = async (
    attempt: (post: () => Promise<unknown>, unlock: () => Promise<unknown>) => Promise<void>,
  ): Promise<void> => {
    const database = await startSqlite();
    const [payload, other] = [await database.open(), await database.open()];
    const stores = await createStores(payload);
    try {
      const { id: roomId } = await createRoom(payload);
      const person = await createPerson(payload);
      const member = await createMember(stores.members, roomId, person.id);
      await run(other, 'BEGIN IMMEDIATE');
      await attempt(
        () => stores.messages.post([newMessage(member)]),
        () => run(other, 'ROLLBACK'),
      );
      // Committed, as another connection sees it.
      const { totalDocs } = await other.count({ collection: 'chat-messages' });
      const { counters } = await stores.messages.newest(roomId, 1);
      expect([totalDocs, counters.lastSeq]).toEqual([1, 1]);
    } finally {
      await stores.close();
      await database.stop();
    }
  };

  test('is waited for', () =>
    inLockedDatabase(async (post, unlock) => {
      const posted = post();
      await new Promise(setImmediate);
      await unlock();
      expect(await posted).toMatchObject([{ message: { seq: 1 } }]);
    }));

  test('is UNAVAILABLE when it takes too long, and works again once it is free', () =>
    inLockedDatabase(async (post, unlock) => {
      await expect(post()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      await unlock();
      expect(await post()).toMatchObject([{ message: { seq: 1 } }]);
    }));
});

const run = (payload: Payload, sql: string): Promise<unknown> =>
  (payload.db as unknown as { client: { execute(sql: string): Promise<unknown> } }).client.execute(
    sql,
  );
