import { describeNeeds } from '@coco-chat/e2e/servers';

import { startMongoDatabase } from '../testing/payload';
import { describeRandomMatch } from './random.contract';

describeNeeds(
  ['mongod', 'redis-server'],
  'the random match on MongoDB and Redis, in two processes',
  () => {
    describeRandomMatch(startMongoDatabase, { processes: 2 });
  },
);
