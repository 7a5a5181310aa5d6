import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { describeNeeds } from '@coco-chat/e2e/servers';
import { handleEndpoints, type Payload } from 'payload';

import type { DatabaseKind } from '../database';
import { callRest, createGraphQLCaller } from '../testing/apis';
import { createPerson, type Person } from '../testing/people';
import { startPayload, type TestPayload } from '../testing/start-payload';

const password = 'correct horse battery staple';
const visitorAs = (email: string, more: Record<string, unknown> = {}) => ({
  email,
  password,
  displayName: 'Visitor',
  ...more,
});

const createUser = `mutation ($data: mutationUserInput!) { createUser(data: $data) { id roles locale } }`;
const updateUser = `mutation ($id: String!, $data: mutationUserUpdateInput!) {
  updateUser(id: $id, data: $data) { id roles }
}`;

function suite(kind: DatabaseKind): void {
  let server: TestPayload;
  let payload: Payload;
  let graphQL: ReturnType<typeof createGraphQLCaller>;

  beforeAll(async () => {
    server = await startPayload(kind);
    ({ payload } = server);
    graphQL = createGraphQLCaller(server);
  });
  afterAll(async () => {
    await server.stop();
  });

  const rolesOf = async (email: string): Promise<unknown> => {
    const { docs } = await payload.find({
      collection: 'users',
      where: { email: { equals: email } },
    });
    return docs[0]?.roles;
  };
  const rest = (who: Person | null, method: string, path: string, data?: unknown) =>
    callRest(server, who, method, path, data);

  test('before the first admin, a sign-up is refused, and says why', async () => {
    const byRest = await rest(null, 'POST', '/users', visitorAs('early@example.com'));
    expect(byRest.status).toBe(503);
    expect(byRest.body).toMatchObject({ errors: [{ data: { code: 'SETUP_REQUIRED' } }] });
    const byGraphQL = await graphQL(null, createUser, { data: visitorAs('early@example.com') });
    expect(byGraphQL).toMatchObject({ statuses: [503], messages: [/not set up yet/] as unknown[] });
    expect((await payload.count({ collection: 'users' })).totalDocs).toBe(0);
  });

  test('the first-user form makes an admin, whatever roles it sends, and only once', async () => {
    const first = visitorAs('first@example.com', { roles: ['member'] });
    expect((await rest(null, 'POST', '/users/first-register', first)).status).toBe(200);
    expect(await rolesOf('first@example.com')).toEqual(['admin']);
    const second = visitorAs('second@example.com', { roles: ['admin'] });
    expect((await rest(null, 'POST', '/users/first-register', second)).status).toBe(403);
    expect(await rolesOf('second@example.com')).toBeUndefined();
  });

  test('a visitor signs up with an e-mail address, a name and a password, and is a member', async () => {
    const { data } = await graphQL(null, createUser, { data: visitorAs('plain@example.com') });
    expect(data).toMatchObject({ createUser: { roles: ['member'], locale: 'ko' } });
  });

  test('nobody signs up as more than a member', async () => {
    const wanted = { roles: ['admin', 'editor', 'moderator'] };
    await rest(null, 'POST', '/users', visitorAs('rest@example.com', wanted));
    await graphQL(null, createUser, { data: visitorAs('graphql@example.com', wanted) });
    await payload.create({
      collection: 'users',
      data: { ...visitorAs('local@example.com'), roles: ['admin'] },
      overrideAccess: false,
    });
    const form = new FormData();
    form.set('_payload', JSON.stringify(visitorAs('form@example.com', wanted)));
    await handleEndpoints({
      config: server.config,
      payloadInstanceCacheKey: server.cacheKey,
      request: new Request('http://localhost/api/users', { method: 'POST', body: form }),
    });
    for (const name of ['rest', 'graphql', 'local', 'form']) {
      expect([name, await rolesOf(`${name}@example.com`)]).toEqual([name, ['member']]);
    }
  });

  test('nobody but an admin changes roles, by any route', async () => {
    const roles = ['admin'];
    for (const role of ['guest', 'member', 'moderator', 'editor'] as const) {
      const person = await createPerson(payload, role, `climber-${role}`);
      const { id, email } = person.user;
      await rest(person, 'PATCH', `/users/${id}`, { roles });
      await rest(person, 'PATCH', `/users?where[id][equals]=${id}`, { roles });
      await rest(person, 'PATCH', `/users/${id}?locale=en`, { roles });
      await rest(person, 'POST', `/users/${id}/duplicate`, { roles, email: `copy-${email}` });
      await rest(person, 'POST', '/users', visitorAs(`made-by-${email}`, { roles }));
      await rest(person, 'POST', '/users/first-register', visitorAs(`first-${email}`, { roles }));
      await graphQL(person, updateUser, { id, data: { roles } });
      await payload.update({
        collection: 'users',
        id,
        data: { roles: ['admin'] },
        user: person.user,
        overrideAccess: false,
      });
      expect(await rolesOf(email)).toEqual([role]);
    }
    const { docs } = await payload.find({
      collection: 'users',
      where: { roles: { contains: 'admin' } },
    });
    expect(docs.map(({ email }) => email)).toEqual(['first@example.com']);
  });

  test('an admin changes roles, which the audit log records', async () => {
    const admin = await createPerson(payload, 'admin', 'second-admin');
    const member = await createPerson(payload, 'member', 'promoted');
    await rest(admin, 'PATCH', `/users/${member.user.id}`, { roles: ['moderator'] });
    expect(await rolesOf('promoted@example.com')).toEqual(['moderator']);
    const { docs } = await payload.find({
      collection: 'audit-log',
      where: { targetId: { equals: member.user.id } },
      depth: 0,
    });
    expect(docs).toEqual([
      expect.objectContaining({
        actor: admin.user.id,
        action: 'account.roles-changed',
        details: { before: 'member', after: 'moderator' },
      }),
    ]);
  });

  test('the last admin can be neither demoted nor deleted', async () => {
    const { docs } = await payload.find({
      collection: 'users',
      where: { roles: { contains: 'admin' } },
      sort: 'createdAt',
    });
    const [last, ...others] = docs;
    for (const { id } of others) await payload.delete({ collection: 'users', id });
    if (!last) throw new Error('There is an admin.');
    const { id } = last;
    await expect(
      payload.update({ collection: 'users', id, data: { roles: ['member'] } }),
    ).rejects.toMatchObject({ status: 409, data: { code: 'LAST_ADMIN' } });
    await expect(payload.delete({ collection: 'users', id })).rejects.toMatchObject({
      status: 409,
    });
    expect(await rolesOf(last.email)).toEqual(['admin']);
  });

  test('a short password is refused at its field', async () => {
    const data = visitorAs('short@example.com', { password: 'seven77' });
    const { body, status } = await rest(null, 'POST', '/users', data);
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ data: { errors: [{ path: 'password' }] } }] });
    expect(await rolesOf('short@example.com')).toBeUndefined();
  });

  test('five wrong passwords lock an account', async () => {
    const { user } = await createPerson(payload, 'member', 'locked-out');
    const login = (secret: string) =>
      rest(null, 'POST', '/users/login', { email: user.email, password: secret });
    for (let tries = 0; tries < 5; tries += 1) expect((await login('wrong')).status).toBe(401);
    expect((await login(password)).status).not.toBe(200);
  });

  test('an e-mail address is shown to its owner and admins alone', async () => {
    const member = await createPerson(payload, 'member', 'private');
    const moderator = await createPerson(payload, 'moderator', 'curious');
    const seen = async (who: Person) =>
      (await rest(who, 'GET', `/users/${member.user.id}`)).body.email;
    expect(await seen(member)).toBe('private@example.com');
    expect(await seen(moderator)).toBeUndefined();
  });
}

describe('sign-up and roles on SQLite', () => {
  suite('sqlite');
});
describeNeeds('mongod', 'sign-up and roles on MongoDB', () => {
  suite('mongodb');
});
