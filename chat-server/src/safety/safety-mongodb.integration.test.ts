import { describeNeeds } from '@coco-chat/e2e/servers';

import { startMongoDatabase } from '../testing/payload';
import { describeSafety } from './safety.contract';

describeNeeds(['mongod', 'redis-server'], 'safety on MongoDB and Redis, in two processes', () => {
  describeSafety(startMongoDatabase, { processes: 2 });
});
