import { describeNeeds } from '@coco-chat/e2e/servers';
import { expect } from '@jest/globals';
import { ObjectId, type Document } from 'mongodb';

import { startMongoDatabase } from '../../testing/payload';
import { describeSearch } from '../search.contract';
import { MongoConnection } from './connection';
import { MongoSearchStore } from './search';

describeNeeds('mongod', 'search on MongoDB', () => {
  describeSearch({
    start: startMongoDatabase,
    async forgetIndex(payload, roomId) {
      const connection = new MongoConnection(payload);
      const room = new ObjectId(roomId);
      await connection.ownCollection('chat-message-terms').deleteMany({ room });
      await connection.ownCollection('chat-search-rooms').deleteMany({ _id: room });
    },
    countIndexed: (payload, roomId) =>
      new MongoConnection(payload)
        .ownCollection('chat-message-terms')
        .countDocuments({ room: new ObjectId(roomId) }),
    async assertIndexed(payload, roomId, terms) {
      const store = new MongoSearchStore(new MongoConnection(payload));
      const found = store.find(new ObjectId(roomId), terms, 1_000, 20);
      const { executionStats, queryPlanner } = (await found.explain('executionStats')) as {
        executionStats: { totalDocsExamined: number };
        queryPlanner: { winningPlan: Document };
      };
      const plan = JSON.stringify(queryPlanner.winningPlan);
      expect(plan).toContain('"indexName":"room_1_terms_1_seq_-1"');
      // Neither reads all there is, nor sorts it: 20 of the 300 in order of the index.
      expect(plan).not.toMatch(/COLLSCAN|"stage":"SORT"/);
      expect(executionStats.totalDocsExamined).toBe(20);
    },
  });
});
