import { describe } from '@jest/globals';

import { describeMessages } from './messages.contract';
import { describeModeration } from './moderation.contract';
import { startSqlite } from './testing/payload';

describe('messages on SQLite, in one process', () => {
  describeMessages(startSqlite, { processes: 1 });
  describe('moderated in the admin panel', () => {
    describeModeration(startSqlite, { processes: 1 });
  });
});
