import { describeNeeds } from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import type { DatabaseKind } from '../database';
import { callRest, createGraphQLCaller } from '../testing/apis';
import { createPerson, type Person } from '../testing/people';
import { startPayload, type TestPayload } from '../testing/start-payload';
import { attachGuestLimiter } from './guests/guest-limiter';

const password = 'correct horse battery staple';
const createGuest = `mutation ($displayName: String) {
  createGuest(displayName: $displayName) { token user { id displayName } }
}`;
const createUser = `mutation ($data: mutationUserInput!) { createUser(data: $data) { displayName } }`;
const registerGuest = `mutation ($email: String!, $password: String!, $displayName: String) {
  registerGuest(email: $email, password: $password, displayName: $displayName) {
    user { displayName }
  }
}`;

function suite(kind: DatabaseKind): void {
  let server: TestPayload;
  let payload: Payload;
  let graphQL: ReturnType<typeof createGraphQLCaller>;
  let admin: Person;
  let member: Person;

  beforeAll(async () => {
    server = await startPayload(kind);
    ({ payload } = server);
    graphQL = createGraphQLCaller(server);
    attachGuestLimiter(payload, { take: () => Promise.resolve(null) });
    admin = await createPerson(payload, 'admin');
    member = await createPerson(payload, 'member', 'plain');
    await forbid(['바보', 'badword'], ['바보새']);
  });
  afterAll(() => server.stop());

  const forbid = (words: string[], allowedWords: string[] = []) =>
    payload.updateGlobal({ slug: 'chat-filters', data: { words, allowedWords, links: 'all' } });
  const visitorAs = (displayName: string) => ({
    ...{ displayName, password, email: `${crypto.randomUUID()}@example.com` },
  });
  const rename = (who: Person, whom: Person, displayName: string, more: object = {}) =>
    callRest(server, who, 'PATCH', `/users/${whom.user.id}`, { displayName, ...more });
  const refusal = { errors: [{ data: { errors: [{ path: 'displayName' }] } }] };
  const nameOf = async ({ user: { id } }: Person) =>
    (await payload.findByID({ collection: 'users', id })).displayName;

  test('nobody signs up under a name that the filter catches', async () => {
    for (const name of ['바보', '나는 바 보', 'b.a.d.w.o.r.d']) {
      const byRest = await callRest(server, null, 'POST', '/users', visitorAs(name));
      expect([byRest.status, byRest.body]).toMatchObject([400, refusal]);
      const byGraphQL = await graphQL(null, createUser, { data: visitorAs(name) });
      expect([byGraphQL.statuses, byGraphQL.data?.createUser ?? null]).toEqual([[400], null]);
    }
    const { data } = await graphQL(null, createUser, { data: visitorAs('바보새') });
    expect(data).toMatchObject({ createUser: { displayName: '바보새' } });
  });

  test('no guest comes under one, or becomes a member with one', async () => {
    const refused = await callRest(server, null, 'POST', '/users/guest', { displayName: '바보' });
    expect([refused.status, refused.body]).toMatchObject([400, refusal]);
    const { data } = await graphQL(null, createGuest, { displayName: '지나가는 사람' });
    const guest = data?.createGuest as Person;
    const register = (displayName: string) =>
      graphQL(guest, registerGuest, { displayName, password, email: 'stays@example.com' });
    expect((await register('바보')).statuses).toEqual([400]);
    expect(await nameOf(guest)).toBe('지나가는 사람');
    expect((await register('눌러앉은 사람')).data).toMatchObject({
      registerGuest: { user: { displayName: '눌러앉은 사람' } },
    });
  });

  test('nobody takes one later, and says why in the language of who reads it', async () => {
    const { body, status } = await rename(member, member, '바보');
    expect([status, body]).toMatchObject([400, refusal]);
    expect(JSON.stringify(body)).toContain('This name has a word that is not allowed here.');
    expect(await nameOf(member)).toBe('plain');
    // Nor is it given by others.
    expect((await rename(admin, member, '바보')).status).toBe(400);
    expect((await rename(member, member, '하늘')).status).toBe(200);
  });

  test('staff name themselves as they like, and a name that was there before stays', async () => {
    expect((await rename(admin, admin, 'badword')).status).toBe(200);
    await forbid(['하늘']);
    expect((await rename(member, member, '하늘', { locale: 'ko' })).status).toBe(200);
    expect((await rename(member, member, '바다')).status).toBe(200);
    expect((await rename(member, member, '하늘')).status).toBe(400);
  });
}

describe('display names on SQLite', () => {
  suite('sqlite');
});
describeNeeds('mongod', 'display names on MongoDB', () => {
  suite('mongodb');
});
