import { describe } from '@jest/globals';

import { describeAnonymity } from './anonymity.contract';
import { startSqlite } from './testing/payload';

describe('anonymous rooms on SQLite, in one process', () => {
  describeAnonymity(startSqlite, { processes: 1 });
});
