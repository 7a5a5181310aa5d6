import { describeNeeds } from '@coco-chat/e2e/servers';

import { describeChat } from './chat.contract';
import { startMongoDatabase } from './testing/payload';

describeNeeds(['mongod', 'redis-server'], 'the chat on MongoDB and Redis, in two processes', () => {
  describeChat(startMongoDatabase, { processes: 2 });
});
