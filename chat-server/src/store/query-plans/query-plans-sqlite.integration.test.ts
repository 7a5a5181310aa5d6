import { describe } from '@jest/globals';

import { createRoom } from '../../testing/factories';
import { startSqlite } from '../../testing/payload';
import { describeQueryPlans } from './query-plans.contract';
import { SqlitePlans } from './sqlite-plans';

describe('query plans on SQLite', () => {
  describeQueryPlans({
    startDatabase: startSqlite,
    createCrowd: async ({ payload }) => ({
      roomId: (await createRoom(payload)).id,
      anonymousRoomId: (await createRoom(payload, { identityMode: 'anonymous' })).id,
    }),
    watch: ({ uri }) => SqlitePlans.start(uri),
    allowances: [
      {
        text: /^select count\(\*\) from "\w+"$/,
        because: 'Payload counts what a list of the admin panel has; members, every 2 seconds',
      },
    ],
  });
});
