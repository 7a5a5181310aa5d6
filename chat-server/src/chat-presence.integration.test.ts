import { describeNeeds } from '@coco-chat/e2e/servers';
import { describe } from '@jest/globals';

import { describePresenceInChat } from './chat-presence.contract';
import { startMongoDatabase, startSqlite } from './testing/payload';

describe('presence on SQLite, in one process', () => {
  describePresenceInChat(startSqlite, { processes: 1 });
});

describeNeeds(['mongod', 'redis-server'], 'presence on MongoDB and Redis, in two processes', () => {
  describePresenceInChat(startMongoDatabase, { processes: 2 });
});
