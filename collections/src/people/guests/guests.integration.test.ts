import { describeNeeds } from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import { clientAddressHeader } from '../../client-address';
import type { User } from '../../payload-types';
import type { DatabaseKind } from '../../database';
import { accountsChannel, attachEventBus, type BusEvent, type EventBus } from '../../events';
import { callRest, createGraphQLCaller } from '../../testing/apis';
import { createPerson, type Person } from '../../testing/people';
import { startPayload, type TestPayload } from '../../testing/start-payload';
import { guestLifetime } from './guest-account';
import { attachGuestLimiter } from './guest-limiter';

const password = 'correct horse battery staple';
const createGuest = `mutation ($displayName: String) {
  createGuest(displayName: $displayName) {
    token exp user { id displayName email roles locale guestUntil }
  }
}`;
const registerGuest = `mutation ($email: String!, $password: String!, $displayName: String) {
  registerGuest(email: $email, password: $password, displayName: $displayName) {
    token exp user { id displayName email roles guestUntil }
  }
}`;

interface SignedIn {
  token: string;
  exp: number;
  user: { id: string; displayName: string; email: string | null; guestUntil: string | null };
}

function suite(kind: DatabaseKind): void {
  let server: TestPayload;
  let payload: Payload;
  let graphQL: ReturnType<typeof createGraphQLCaller>;
  let announced: BusEvent[] = [];
  let addresses: string[] = [];
  let retryAfterMs: number | null = null;

  beforeAll(async () => {
    server = await startPayload(kind);
    ({ payload } = server);
    graphQL = createGraphQLCaller(server);
    const bus: EventBus = {
      publish: (channel, event) => {
        if (channel === accountsChannel) announced.push(event);
        return Promise.resolve();
      },
      subscribe: () => Promise.resolve(() => Promise.resolve()),
      close: () => Promise.resolve(),
    };
    attachEventBus(payload, bus);
    attachGuestLimiter(payload, {
      take: (address) => {
        addresses.push(address);
        return Promise.resolve(retryAfterMs);
      },
    });
  });
  afterAll(async () => {
    await server.stop();
  });
  beforeEach(() => {
    [announced, addresses, retryAfterMs] = [[], [], null];
  });

  const asPerson = ({ token, user }: SignedIn): Person => ({ token, user: user as Person['user'] });
  const newGuest = async (displayName?: string): Promise<SignedIn> => {
    const { data, messages } = await graphQL(null, createGuest, { displayName });
    expect(messages).toEqual([]);
    return data?.createGuest as SignedIn;
  };
  const register = (guest: SignedIn | null, email: string, more: Record<string, unknown> = {}) =>
    graphQL(guest && asPerson(guest), registerGuest, { email, password, ...more });
  const me = async ({ token }: { token: string }) => {
    const { user } = await payload.auth({
      headers: new Headers({ Authorization: `JWT ${token}` }),
    });
    return user;
  };
  const stored = (id: string) => payload.findByID({ collection: 'users', id });

  test('before the first admin there are no guests', async () => {
    const { messages, statuses } = await graphQL(null, createGuest, {});
    expect([statuses, messages]).toEqual([[503], [expect.stringMatching(/not set up yet/)]]);
    expect((await payload.count({ collection: 'users' })).totalDocs).toBe(0);
    await createPerson(payload, 'admin');
  });

  test('one call makes a guest, whose token ends after seven days and so does the account', async () => {
    const before = Math.floor(Date.now() / 1000);
    const { exp, token, user } = await newGuest('  지나가는 사람 ');
    expect(exp).toBeGreaterThanOrEqual(before + guestLifetime);
    expect(exp).toBeLessThanOrEqual(before + guestLifetime + 5);
    expect(user).toMatchObject({ displayName: '지나가는 사람', email: null, roles: ['guest'] });
    expect(Date.parse(user.guestUntil ?? '')).toBe(exp * 1000);
    expect(await me({ token })).toMatchObject({ id: user.id, roles: ['guest'] });
    // Seen by nobody, an admin included.
    const admin = await createPerson(payload, 'admin', 'curious');
    for (const who of [admin, asPerson({ exp, token, user })]) {
      const { body } = await callRest(server, who, 'GET', `/users/${user.id}`);
      expect(body.displayName).toBe('지나가는 사람');
      expect(JSON.stringify(body)).not.toContain('.invalid');
    }
    const { docs } = await payload.find({ collection: 'audit-log' });
    expect(docs.filter(({ targetId }) => targetId === user.id)).toEqual([]);
  });

  test('who gives no name gets one, in the language of the request', async () => {
    expect((await newGuest()).user.displayName).toMatch(/^Guest \d{4}$/);
    expect((await newGuest(' ')).user.displayName).toMatch(/^Guest \d{4}$/);
    const { body } = await callRest(server, null, 'POST', '/users/guest?locale=ko', {});
    expect((body.user as SignedIn['user']).displayName).toMatch(/^손님 \d{4}$/);
    const { docs } = await payload.find({
      collection: 'users',
      where: { displayName: { like: '손님' } },
    });
    expect(docs.map(({ locale }) => locale)).toEqual(['ko']);
  });

  test('a name is held to the rule for accounts', async () => {
    const { data, statuses } = await graphQL(null, createGuest, { displayName: '가'.repeat(41) });
    expect([data, statuses]).toEqual([null, [400]]);
    const rest = await callRest(server, null, 'POST', '/users/guest', {
      displayName: 'x'.repeat(41),
    });
    expect(rest.body).toMatchObject({ errors: [{ data: { errors: [{ path: 'displayName' }] } }] });
  });

  test('too many from one address are refused, and told when to come back', async () => {
    retryAfterMs = 1_234_567;
    const { body, status } = await callRest(
      server,
      null,
      'POST',
      '/users/guest',
      {},
      {
        [clientAddressHeader]: '203.0.113.7',
      },
    );
    expect(status).toBe(429);
    expect(body).toMatchObject({ errors: [{ data: { code: 'RATE_LIMITED', retryAfterMs } }] });
    expect(addresses).toEqual(['203.0.113.7']);
    expect((await graphQL(null, createGuest, {})).statuses).toEqual([429]);
  });

  test('a refreshed token ends when the first would have', async () => {
    const guest = await newGuest();
    const { body, status } = await callRest(
      server,
      asPerson(guest),
      'POST',
      '/users/refresh-token',
    );
    expect([status, body.exp]).toEqual([200, guest.exp]);
    expect(await me({ token: body.refreshedToken as string })).toMatchObject({ id: guest.user.id });
    const { sessions } = await stored(guest.user.id);
    expect(sessions?.map(({ expiresAt }) => Date.parse(expiresAt))).toEqual([guest.exp * 1000]);
  });

  test('a guest logs out for good, and gets neither password, address nor API key by another way', async () => {
    const guest = await newGuest();
    const { email } = await stored(guest.user.id);
    const changes = [{ password }, { email: 'me@example.com' }];
    for (const data of changes) {
      const patched = await callRest(
        server,
        asPerson(guest),
        'PATCH',
        `/users/${guest.user.id}`,
        data,
      );
      expect([data, patched.status]).toEqual([data, 403]);
    }
    const path = `/users/${guest.user.id}`;
    const more = { displayName: 'Renamed', enableAPIKey: true, apiKey: 'a key of a guest' };
    expect((await callRest(server, asPerson(guest), 'PATCH', path, more)).status).toBe(200);
    expect(await stored(guest.user.id)).toMatchObject({ displayName: 'Renamed', hasAPIKey: false });
    expect((await callRest(server, null, 'POST', '/users/forgot-password', { email })).status).toBe(
      403,
    );
    // Not even with a password that somebody stored past all this.
    const known = await payload.db.findOne<User>({
      collection: 'users',
      where: { email: { equals: 'admin@example.com' } },
    });
    const { hash, salt } = known ?? {};
    await payload.db.updateOne({ collection: 'users', id: guest.user.id, data: { hash, salt } });
    const login = await callRest(server, null, 'POST', '/users/login', { email, password });
    expect(login.status).toBe(403);
    await callRest(server, asPerson(guest), 'POST', '/users/logout');
    expect(await me(guest)).toBeNull();
  });

  test('a guest who registers is the same account, with a new token; the old one ends', async () => {
    const guest = await newGuest('Visitor');
    const { data, messages } = await register(guest, ' New.Member@Example.com ');
    expect(messages).toEqual([]);
    const member = data?.registerGuest as SignedIn;
    expect(member.user).toEqual({
      id: guest.user.id,
      displayName: 'Visitor',
      email: 'new.member@example.com',
      roles: ['member'],
      guestUntil: null,
    });
    expect(member.exp).toBeLessThan(guest.exp);
    expect(await me(guest)).toBeNull();
    expect(await me(member)).toMatchObject({ id: guest.user.id, roles: ['member'] });
    const sid = (
      JSON.parse(Buffer.from(guest.token.split('.')[1] ?? '', 'base64url').toString()) as {
        sid: string;
      }
    ).sid;
    expect(announced.at(-1)).toEqual({
      type: 'account.changed',
      userId: guest.user.id,
      endedSession: sid,
    });
    const login = await callRest(server, null, 'POST', '/users/login', {
      email: 'new.member@example.com',
      password,
    });
    expect(login.status).toBe(200);
    expect((await register(member, 'again@example.com')).statuses).toEqual([403]);
  });

  test('a registration that is refused changes nothing, and says where the fault is', async () => {
    const guest = await newGuest('Visitor');
    const before = await stored(guest.user.id);
    const faults = [
      ['email', { email: 'admin@example.com', password }],
      ['email', { email: 'no address', password }],
      ['password', { email: 'fine@example.com', password: 'short' }],
      ['password', { email: 'fine@example.com', password: '' }],
      ['displayName', { email: 'fine@example.com', password, displayName: 'x'.repeat(41) }],
    ] as const;
    for (const [path, data] of faults) {
      const { body, status } = await callRest(
        server,
        asPerson(guest),
        'POST',
        '/users/register-guest',
        data,
      );
      expect([data, status]).toEqual([data, 400]);
      expect(body).toMatchObject({ errors: [{ data: { errors: [{ path }] } }] });
    }
    expect(await stored(guest.user.id)).toEqual(before);
    expect(await me(guest)).not.toBeNull();
    expect(announced).toEqual([]);
    expect((await register(null, 'nobody@example.com')).statuses).toEqual([401]);
  });

  test('a crash in the middle leaves either the guest, or a member whom the old token is not good for', async () => {
    const guest = await newGuest('Visitor');
    const { db } = payload;
    const updateOne = db.updateOne.bind(db);
    let writes = 0;
    db.updateOne = async (args: Parameters<typeof updateOne>[0]) => {
      if (args.collection === 'users' && (writes += 1) === 2) throw new Error('The power fails.');
      return updateOne(args);
    };
    const { statuses } = await register(guest, 'unlucky@example.com');
    db.updateOne = updateOne;
    expect([statuses, writes]).toEqual([[500], 2]);
    const { roles } = await stored(guest.user.id);
    expect([roles, Boolean(await me(guest))]).toEqual(
      kind === 'mongodb' ? [['guest'], true] : [['member'], false],
    );
    const login = await callRest(server, null, 'POST', '/users/login', {
      email: 'unlucky@example.com',
      password,
    });
    expect(login.status).toBe(kind === 'mongodb' ? 401 : 200);
  });

  test('of two guests who want one address at once, one gets it and the other stays a guest', async () => {
    const guests = [await newGuest('One'), await newGuest('Two')];
    const answers = await Promise.all(guests.map((guest) => register(guest, 'wanted@example.com')));
    expect(answers.map(({ statuses }) => statuses).sort()).toEqual([[], [400]]);
    const roles = await Promise.all(guests.map(async ({ user }) => (await stored(user.id)).roles));
    expect(roles.flat().sort()).toEqual(['guest', 'member']);
    const loser = guests[answers.findIndex(({ statuses }) => statuses.length > 0)];
    expect(loser && (await me(loser))).not.toBeNull();
  });
}

describe('guests on SQLite', () => {
  suite('sqlite');
});
describeNeeds('mongod', 'guests on MongoDB', () => {
  suite('mongodb');
});
