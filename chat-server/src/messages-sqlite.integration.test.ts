import { describe } from '@jest/globals';

import { describeMessages } from './messages.contract';
import { startSqlite } from './testing/payload';

describe('messages on SQLite, in one process', () => {
  describeMessages(startSqlite, { processes: 1 });
});
