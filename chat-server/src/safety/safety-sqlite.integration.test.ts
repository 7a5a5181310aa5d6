import { describe } from '@jest/globals';

import { startSqlite } from '../testing/payload';
import { describeSafety } from './safety.contract';

describe('safety on SQLite, in one process', () => {
  describeSafety(startSqlite, { processes: 1 });
});
