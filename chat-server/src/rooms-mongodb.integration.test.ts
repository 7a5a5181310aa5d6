import { describeNeeds } from '@coco-chat/e2e/servers';

import { describeInbox } from './inbox.contract';
import { describeRooms } from './rooms.contract';
import { startMongoDatabase } from './testing/payload';

describeNeeds(['mongod', 'redis-server'], 'rooms on MongoDB and Redis, in two processes', () => {
  describeRooms(startMongoDatabase, { processes: 2 });
});

describeNeeds(['mongod', 'redis-server'], 'inboxes on MongoDB and Redis, in two processes', () => {
  describeInbox(startMongoDatabase, { processes: 2 });
});
