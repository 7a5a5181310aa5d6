import { describeNeeds } from '@coco-chat/e2e/servers';
import { describe } from '@jest/globals';

import { startMongoDatabase, startSqlite } from '../testing/payload';
import { describeConvergence } from './convergence.contract';

describe('rooms on SQLite', () => {
  describeConvergence(startSqlite, 60);
});

describeNeeds('mongod', 'rooms on MongoDB', () => {
  describeConvergence(startMongoDatabase, 30);
});
