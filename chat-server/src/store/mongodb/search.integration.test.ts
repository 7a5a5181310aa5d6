import { describeNeeds } from '@coco-chat/e2e/servers';
import { expect, jest, test } from '@jest/globals';
import { Collection, MongoClient, ObjectId, type Document, type FindCursor } from 'mongodb';

import { startMongoDatabase } from '../../testing/payload';
import { SearchedRoom } from '../../testing/searched-room';
import { createStores } from '../create-stores';
import { blockSize } from '../search-blocks';
import { describeSearchIndexing } from '../search-indexing.contract';
import { describeSearch, type SearchTest } from '../search.contract';
import { MongoConnection } from './connection';
import { MongoSearchIndex } from './search';

/** How a query is answered, and how many documents are looked at for it. */
async function explain(cursor: FindCursor): Promise<{ plan: string; examined: number }> {
  const { executionStats, queryPlanner } = (await cursor.explain('executionStats')) as {
    executionStats: { totalDocsExamined: number };
    queryPlanner: { winningPlan: Document };
  };
  return {
    plan: JSON.stringify(queryPlanner.winningPlan),
    examined: executionStats.totalDocsExamined,
  };
}

/** Reads all there is, or sorts it. */
const isCostly = /COLLSCAN|"stage":"SORT"/;

const searchTest: SearchTest = {
  start: startMongoDatabase,
  openIndex: (payload) => new MongoSearchIndex(new MongoConnection(payload)),
  async forgetIndex(payload, roomId) {
    const connection = new MongoConnection(payload);
    const room = new ObjectId(roomId);
    await connection.ownCollection('chat-search-entries').deleteMany({ room });
    await connection.ownCollection('chat-search-progress').deleteMany({ _id: room });
  },
  countEntries: (payload, roomId) =>
    new MongoConnection(payload)
      .ownCollection('chat-search-entries')
      .countDocuments({ room: new ObjectId(roomId) }),
  async assertIndexed(payload, roomId, terms) {
    const index = new MongoSearchIndex(new MongoConnection(payload));
    const entries = await explain(index.findEntries(roomId, terms, 1_000_000, 8));
    expect(entries.plan).toContain('"indexName":"room_1_terms_1_last_-1"');
    expect(entries.plan).not.toMatch(isCostly);
    // 8 of the 20, in the order of the index.
    expect(entries.examined).toBe(8);

    const ranges = [
      { first: 10 * blockSize + 1, last: 12 * blockSize },
      { first: 70, last: 70 },
      { first: 1, last: blockSize },
    ];
    const texts = await explain(index.findTexts(roomId, ranges));
    expect(texts.plan).toContain('"indexName":"room_1_seq_1"');
    expect(texts.plan).not.toMatch(isCostly);
    expect(texts.examined).toBe(3 * blockSize + 1);
  },
  whileIndexing(work) {
    const { bulkWrite } = Collection.prototype;
    const spy = jest.spyOn(Collection.prototype, 'bulkWrite').mockImplementation(async function (
      this: Collection,
      ...args
    ) {
      if (this.collectionName === 'chat-search-progress') await work();
      return bulkWrite.apply(this, args);
    });
    return () => {
      spy.mockRestore();
    };
  },
};

describeNeeds('mongod', 'search on MongoDB', () => {
  describeSearch(searchTest);
  describeSearchIndexing(searchTest);

  test('finds an edit whose transaction was open while its block was indexed', async () => {
    const database = await startMongoDatabase();
    const payload = await database.open();
    const stores = await createStores(payload);
    const index = searchTest.openIndex(payload);
    const spy = jest.spyOn(Collection.prototype, 'replaceOne');
    try {
      const room = await SearchedRoom.open(payload, stores, index);
      const [first] = await room.post([
        '옛말',
        ...Array.from({ length: blockSize - 1 }, () => '말'),
      ]);
      await room.indexedTo(blockSize);
      await searchTest.forgetIndex(payload, room.id);
      const { replaceOne } = Collection.prototype;
      spy.mockImplementationOnce(async function (this: Collection, ...args) {
        expect(await index.indexBlocks([room.id])).toEqual([]);
        return replaceOne.apply(this, args);
      });
      await room.edit(first, '새말');
      expect(await room.progress()).toMatchObject({ indexedTo: blockSize });
      expect([await room.found('새말'), await room.found('옛말')]).toEqual([['새말'], []]);
    } finally {
      spy.mockRestore();
      await stores.close();
      await database.stop();
    }
  });

  test('takes away what older versions found messages by, once', async () => {
    const database = await startMongoDatabase();
    const client = await MongoClient.connect(database.uri);
    const names = async () =>
      (await client.db().listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
    const connect = async () => new MongoConnection(await database.open());
    const nothing = () => Promise.resolve();
    try {
      for (const name of ['chat-message-terms', 'chat-search-rooms']) {
        await client
          .db()
          .collection(name)
          .insertOne({ terms: ['말'] });
      }
      const both = [await connect(), await connect()];
      await Promise.all(both.map((connection) => connection.transaction(nothing)));
      expect(await names()).toContain('chat-search-entries');
      expect(await names()).not.toContain('chat-message-terms');
      expect(await names()).not.toContain('chat-search-rooms');
      await (await connect()).transaction(nothing);
    } finally {
      await client.close();
      await database.stop();
    }
  });
});
