import { describeNeeds } from '@coco-chat/e2e/servers';
import { describe } from '@jest/globals';

import { describeMessages } from './messages.contract';
import { describeModeration } from './moderation.contract';
import { startMongoDatabase } from './testing/payload';

describeNeeds(['mongod', 'redis-server'], 'messages on MongoDB and Redis, in two processes', () => {
  describeMessages(startMongoDatabase, { processes: 2 });
  describe('moderated in the admin panel', () => {
    describeModeration(startMongoDatabase, { processes: 2 });
  });
});
