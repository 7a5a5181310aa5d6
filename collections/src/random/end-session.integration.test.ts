import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import type { Role } from '../people/roles';
import { callRest } from '../testing/apis';
import { createDocuments } from '../testing/documents';
import { createPeople, type Person } from '../testing/people';
import { startPayload, type TestPayload } from '../testing/start-payload';
import { attachRandomDesk } from './random-desk';

let server: TestPayload;
let payload: Payload;
let people: Record<Role, Person>;
let session: string;

beforeAll(async () => {
  server = await startPayload('sqlite');
  ({ payload } = server);
  people = await createPeople(payload);
  const documents = createDocuments(payload, people.admin);
  session = await documents.create('random-sessions', { state: 'active' });
});
afterAll(async () => {
  await server.stop();
});

const end = (who: Person | null, id = session) =>
  callRest(server, who, 'POST', `/random-sessions/${id}/end`);
const lines = async () =>
  (
    await payload.find({
      collection: 'audit-log',
      where: { action: { equals: 'random.ended' } },
      depth: 0,
    })
  ).docs.map(({ actor, targetCollection, targetId }) => [actor, targetCollection, targetId]);

test('a moderator has the chat end a conversation, once, and it is audited', async () => {
  const without = await end(people.moderator);
  expect([without.status, without.body.errors]).toMatchObject([
    503,
    [{ data: { code: 'UNAVAILABLE' } }],
  ]);

  const asked: [string, string][] = [];
  attachRandomDesk(payload, {
    waiting: () => Promise.resolve(0),
    end: (...call) => Promise.resolve(asked.push(call) === 1),
  });
  for (const who of [null, people.guest, people.member, people.editor]) {
    expect((await end(who)).status).toBe(403);
  }
  expect((await end(people.moderator, 'no-such-session')).status).toBe(404);
  expect([asked, await lines()]).toEqual([[], []]);

  expect(await end(people.moderator)).toEqual({ status: 200, body: { ended: true } });
  const again = await end(people.admin);
  expect([again.status, again.body.errors]).toMatchObject([409, [{ data: { code: 'CONFLICT' } }]]);
  expect(asked).toEqual([
    [session, people.moderator.user.id],
    [session, people.admin.user.id],
  ]);
  expect(await lines()).toEqual([[people.moderator.user.id, 'random-sessions', session]]);
});
