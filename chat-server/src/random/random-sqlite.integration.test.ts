import { describe } from '@jest/globals';

import { startSqlite } from '../testing/payload';
import { describeRandomMatch } from './random.contract';

describe('the random match on SQLite, in one process', () => {
  describeRandomMatch(startSqlite, { processes: 1 });
});
