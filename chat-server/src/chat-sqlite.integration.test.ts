import { describeNeeds } from '@coco-chat/e2e/servers';
import { describe } from '@jest/globals';

import { describeChat } from './chat.contract';
import { startSqlite } from './testing/payload';

describe('the chat on SQLite, in one process', () => {
  describeChat(startSqlite, { processes: 1 });
});

describeNeeds('redis-server', 'the chat on SQLite and Redis, in two processes', () => {
  describeChat(startSqlite, { processes: 2 });
});
