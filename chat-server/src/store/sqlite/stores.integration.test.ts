import { describe } from '@jest/globals';

import { startSqlite } from '../../testing/payload';
import { describeStores } from '../store.contract';

describe('the stores on SQLite', () => {
  describeStores(startSqlite);
});
