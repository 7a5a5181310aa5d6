import { describeNeeds } from '@coco-chat/e2e/servers';

import { startMongoDatabase } from '../../testing/payload';
import { createMongoCrowd } from './mongo-crowd';
import { MongoProfile } from './mongo-profile';
import { describeQueryPlans } from './query-plans.contract';

describeNeeds('mongod', 'query plans on MongoDB', () => {
  describeQueryPlans({
    startDatabase: startMongoDatabase,
    createCrowd: (_chat, { uri }) => createMongoCrowd(uri),
    watch: ({ uri }) => MongoProfile.start(uri),
    allowances: [
      {
        text: /^command \{"aggregate":"chat-rooms".*\{"\$limit":10000\},\{"\$match":\{"\$or":\[\{"title"/,
        because: 'a search of rooms looks at the first 10,000 of the list',
      },
      {
        text: /^command \{"aggregate":"chat-rooms".*\{"\$(count":"count"|group":\{"_id":1,"n":\{"\$sum":1\}\})\}\],/,
        because: 'how many public rooms there are is counted by the keys of an index alone',
      },
      {
        text: /^(query|getmore) \{"find":"users","filter":\{"_id":\{"\$in"/,
        because: 'a search of people looks at the accounts of the first 10,000 members of one room',
      },
      {
        text: /^command \{"aggregate":"chat-memberships".*\{"\$limit":10000\},\{"\$lookup"/,
        because: 'whom a message names is looked for among the first 10,000 members of its room',
      },
      {
        text: /"find":"users","filter":\{\},"limit":1,/,
        because: 'Payload looks whether there is an account at all, and reads one',
      },
    ],
  });
});
