import { describe } from '@jest/globals';

import { describeInbox } from './inbox.contract';
import { describeRooms } from './rooms.contract';
import { startSqlite } from './testing/payload';

describe('rooms on SQLite, in one process', () => {
  describeRooms(startSqlite, { processes: 1 });
});

describe('inboxes on SQLite, in one process', () => {
  describeInbox(startSqlite, { processes: 1 });
});
