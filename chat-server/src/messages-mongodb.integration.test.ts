import { describeNeeds } from '@coco-chat/e2e/servers';

import { describeMessages } from './messages.contract';
import { startMongoDatabase } from './testing/payload';

describeNeeds(['mongod', 'redis-server'], 'messages on MongoDB and Redis, in two processes', () => {
  describeMessages(startMongoDatabase, { processes: 2 });
});
