import { describeNeeds } from '@coco-chat/e2e/servers';

import { startMongoDatabase } from '../../testing/payload';
import { describeStores } from '../store.contract';

describeNeeds('mongod', 'the stores on MongoDB', () => {
  describeStores(startMongoDatabase);
});
