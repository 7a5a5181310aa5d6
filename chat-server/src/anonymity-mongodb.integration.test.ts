import { describeNeeds } from '@coco-chat/e2e/servers';

import { describeAnonymity } from './anonymity.contract';
import { startMongoDatabase } from './testing/payload';

describeNeeds(
  ['mongod', 'redis-server'],
  'anonymous rooms on MongoDB and Redis, in two processes',
  () => {
    describeAnonymity(startMongoDatabase, { processes: 2 });
  },
);
