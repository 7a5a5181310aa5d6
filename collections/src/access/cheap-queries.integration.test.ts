import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { describeNeeds } from '@coco-chat/e2e/servers';
import type { Payload } from 'payload';

import type { DatabaseKind } from '../database';
import { callRest, createGraphQLCaller } from '../testing/apis';
import { createPerson, type Person } from '../testing/people';
import { startPayload, type TestPayload } from '../testing/start-payload';

/** More than a page. */
const rooms = 101;

function suite(kind: DatabaseKind): void {
  let server: TestPayload;
  let payload: Payload;
  let member: Person;
  let moderator: Person;

  beforeAll(async () => {
    server = await startPayload(kind);
    ({ payload } = server);
    moderator = await createPerson(payload, 'moderator');
    member = await createPerson(payload, 'member');
    for (let index = 0; index < rooms; index += 1) {
      await payload.db.create({
        collection: 'chat-rooms',
        data: {
          title: `Room ${index}`,
          slug: `room-${index}`,
          kind: 'public',
          identityMode: 'real',
          isArchived: false,
          slowModeSeconds: 0,
        },
      });
    }
  }, 60_000);
  afterAll(() => server.stop());

  const expensive = [
    'where[title][equals]=Room 1',
    'where[slug][like]=room',
    'where[or][0][slug][equals]=room-1&where[or][1][topic][contains]=x',
    'where[createdBy.roles][equals]=admin',
    'sort=-title',
    'sort=slug,topic',
  ];

  test.each(expensive)('%s is for staff alone', async (query) => {
    for (const who of [null, member]) {
      for (const path of ['/chat-rooms', '/chat-rooms/count']) {
        if (path.endsWith('count') && query.startsWith('sort')) continue;
        expect((await callRest(server, who, 'GET', `${path}?${query}`)).status).toBe(400);
      }
    }
    // Nobody searches by who made a room.
    const expected = query.includes('createdBy') ? 400 : 200;
    const { status } = await callRest(server, moderator, 'GET', `/chat-rooms?${query}`);
    expect(status).toBe(expected);
  });

  test('what an index finds is for everybody, by REST and GraphQL', async () => {
    const { body } = await callRest(server, null, 'GET', '/chat-rooms?where[slug][equals]=room-7');
    expect(body).toMatchObject({ totalDocs: 1, docs: [{ title: 'Room 7' }] });
    const graphQL = createGraphQLCaller(server);
    const find = (where: object) =>
      graphQL(
        member,
        'query ($where: ChatRoom_where) { ChatRooms(where: $where) { docs { title } } }',
        { where },
      );
    const { data } = await find({ slug: { in: ['room-8'] } });
    expect(data).toEqual({ ChatRooms: { docs: [{ title: 'Room 8' }] } });
    expect((await find({ title: { equals: 'Room 8' } })).statuses).toEqual([400]);
  });

  test('of the content of pages everybody may ask for more, but not by way of other documents', async () => {
    const statusOf = async (query: string): Promise<number> =>
      (await callRest(server, null, 'GET', `/site-stats?${query}`)).status;
    expect(await statusOf('where[label][like]=people&sort=-value')).toBe(200);
    expect(await statusOf('where[createdBy.email][like]=a')).toBe(400);
  });

  test.each(['limit=0', 'limit=1000', 'pagination=false'])(
    '%s gives people a page, and staff all',
    async (query) => {
      const found = async (who: Person | null) =>
        (await callRest(server, who, 'GET', `/chat-rooms?${query}`)).body.docs;
      expect(await found(null)).toHaveLength(100);
      expect(await found(member)).toHaveLength(100);
      expect(await found(moderator)).toHaveLength(rooms);
    },
  );
}

describe('queries of people, on SQLite', () => {
  suite('sqlite');
});
describeNeeds('mongod', 'queries of people, on MongoDB', () => {
  suite('mongodb');
});
