import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { accountsChannel, attachEventBus, attachGuestLimiter } from '@coco-chat/collections';
import { makeExecutableSchema } from '@graphql-tools/schema';
import express from 'express';
import { waitFor } from '@coco-chat/e2e/servers';
import { createLocalReq, jwtSign, logoutOperation, type Endpoint, type Payload } from 'payload';
import { pino } from 'pino';

import { MemoryBus } from '../bus/memory';
import { readEnvironment } from '../environment';
import { forbidden } from '../errors';
import { startSqlite, testSecret, type TestDatabase } from '../testing/payload';
import { ProtocolClient } from '../testing/protocol-client';
import { Authenticator } from './authentication';
import type { Caller } from './context';
import { createHttpTransport } from './http';
import { mostConnections } from './limits';
import { createWebSocketTransport, type WebSocketTransport } from './websocket';

const password = 'correct horse battery staple';
const lines: string[] = [];
const logger = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });

const schema = makeExecutableSchema({
  typeDefs: `
    type Query { who: String, address: String, agent: String, refused: String, broken: String, deep: Deep }
    type Deep { deep: Deep, value: String }
    type Subscription { forever: Int }
  `,
  resolvers: {
    Query: {
      who: (_parent, _args, { session }: Caller) => session?.displayName,
      address: (_parent, _args, { addressHash }: Caller) => addressHash,
      agent: (_parent, _args, { userAgent }: Caller) => userAgent,
      refused: () => {
        throw forbidden('Not here.');
      },
      broken: () => {
        throw new Error('SELECT secret FROM somewhere');
      },
    },
    Subscription: {
      forever: {
        async *subscribe() {
          yield { forever: 1 };
          await new Promise(() => undefined);
        },
      },
    },
  },
});

let database: TestDatabase;
let payload: Payload;
let bus: MemoryBus;
let server: Server;
let transport: WebSocketTransport;
let origin: string;
let url: string;

/** @param accounts where tokens are looked up, if it is not the database of all tests */
async function start(accounts: Payload = payload): Promise<void> {
  const environment = readEnvironment(
    { PAYLOAD_SECRET: testSecret, ALLOWED_ORIGINS: 'https://friend.example', TRUST_PROXY: '1' },
    { root: '/nowhere' },
  );
  const authenticator = new Authenticator(accounts);
  const shared = {
    schema,
    authenticator,
    environment,
    logger,
    path: '/chat/graphql',
    contextFor: (caller: Caller) => ({ ...caller }),
  };
  transport = await createWebSocketTransport({ ...shared, bus });
  server = createServer(express().use(createHttpTransport(shared)));
  server.on('upgrade', (request, socket, head) => {
    if (!transport.handleUpgrade(request, socket, head)) socket.destroy();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  url = `ws://127.0.0.1:${port}/chat/graphql`;
}

let signedIn = 0;
async function signIn(): Promise<{ id: string; token: string; name: string }> {
  signedIn += 1;
  const name = `person-${signedIn}`;
  const email = `${name}@example.com`;
  const { id } = await payload.create({
    collection: 'users',
    data: { email, password, displayName: name, roles: ['member'] },
  });
  const { token } = await payload.login({ collection: 'users', data: { email, password } });
  return { id, name, token: token ?? '' };
}

const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${origin}/chat/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

beforeAll(async () => {
  database = await startSqlite();
  payload = await database.open();
  bus = new MemoryBus(logger);
  attachEventBus(payload, bus);
  await start();
});

afterAll(async () => {
  await transport.close();
  server.close();
  await bus.close();
  await database.stop();
});

const codesOf = (result: unknown): unknown[] =>
  ((result as { errors?: { extensions: { code: string } }[] }).errors ?? []).map(
    ({ extensions: { code } }) => code,
  );

test('who is asking is known by the token, on both ways in', async () => {
  const { name, token } = await signIn();
  const client = await ProtocolClient.connect(url, token);
  expect(await client.request('{ who }')).toEqual({ data: { who: name } });
  client.close();
  const answer = await post({ query: '{ who }' }, { Authorization: `Bearer ${token}` });
  expect(await answer.json()).toEqual({ data: { who: name } });
});

test('who asks again at once, by HTTP, does not wait for a crowd', async () => {
  const { id, token } = await signIn();
  const authenticator = new Authenticator(payload);
  const timers = jest.spyOn(globalThis, 'setTimeout');
  try {
    for (let asked = 0; asked < 3; asked += 1) {
      expect(await authenticator.authenticate(token)).toMatchObject({ userId: id });
    }
    expect(timers).not.toHaveBeenCalled();
  } finally {
    timers.mockRestore();
  }
});

test('without a token somebody is nobody, and may connect', async () => {
  const client = await ProtocolClient.connect(url);
  expect(await client.request('{ who }')).toEqual({ data: { who: null } });
  client.close();
});

test('a cookie is nothing here', async () => {
  const { token } = await signIn();
  const answer = await post({ query: '{ who }' }, { Cookie: `payload-token=${token}` });
  expect(await answer.json()).toEqual({ data: { who: null } });
});

test('a token that is not good closes with its own code, and is 401 by HTTP', async () => {
  const client = new ProtocolClient(url);
  await client.init({ authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.nothing' });
  expect(await client.closed).toBe(4440);
  const answer = await post({ query: '{ who }' }, { Authorization: 'Bearer nonsense' });
  expect(answer.status).toBe(401);
  expect(codesOf(await answer.json())).toEqual(['UNAUTHENTICATED']);
});

test('what is no Bearer token at all is forbidden', async () => {
  const client = new ProtocolClient(url);
  await client.init({ authorization: 'Basic bWU6bWU=' });
  expect(await client.closed).toBe(4403);
});

test('a log-out closes what its session had open, at once, and nothing else', async () => {
  const { name, token } = await signIn();
  const other = await payload.login({
    collection: 'users',
    data: { email: `${name}@example.com`, password },
  });
  const client = await ProtocolClient.connect(url, token);
  const elsewhere = await ProtocolClient.connect(url, other.token);
  const { user } = await payload.auth({
    headers: new Headers({ Authorization: `Bearer ${token}` }),
  });
  if (!user) throw new Error('The token is good.');
  await logoutOperation({
    collection: payload.collections.users,
    req: await createLocalReq({ user }, payload),
  });
  expect(await client.closed).toBe(4440);
  expect(await elsewhere.request('{ who }')).toEqual({ data: { who: name } });
  elsewhere.close();
});

test('a session that was taken away closes what it had open', async () => {
  const { id, token } = await signIn();
  const client = await ProtocolClient.connect(url, token);
  await payload.update({ collection: 'users', id, data: { sessions: [] } });
  await bus.publish(accountsChannel, { type: 'account.changed', userId: id });
  expect(await client.closed).toBe(4440);
});

test('a guest is closed with the code of an ended token, at the end and when registering', async () => {
  attachGuestLimiter(payload, { take: () => Promise.resolve(null) });
  const call = async (path: string, data: object, user: unknown = null): Promise<string> => {
    const { endpoints } = payload.collections.users.config;
    const endpoint = (endpoints as Endpoint[]).find((candidate) => candidate.path === path);
    const req = await createLocalReq({ user: user as never }, payload);
    const answer = await endpoint?.handler(Object.assign(req, { data }));
    return ((await answer?.json()) as { token: string }).token;
  };
  const token = await call('/guest', { displayName: 'Passer-by' });
  const claims = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  ) as Record<string, unknown>;
  const { token: ending } = await jwtSign({
    fieldsToSign: { id: claims.id, collection: 'users', sid: claims.sid },
    secret: payload.secret,
    tokenExpiration: 2,
  });
  const [passing, staying] = [
    await ProtocolClient.connect(url, ending),
    await ProtocolClient.connect(url, token),
  ];
  expect(await passing.request('{ who }')).toEqual({ data: { who: 'Passer-by' } });
  expect(await passing.closed).toBe(4440);

  const headers = new Headers({ Authorization: `Bearer ${token}` });
  const { user } = await payload.auth({ headers });
  const registration = { email: 'passer-by@example.com', password };
  const next = await call('/register-guest', registration, user);
  expect(await staying.closed).toBe(4440);
  const member = await ProtocolClient.connect(url, next);
  expect(await member.request('{ who }')).toEqual({ data: { who: 'Passer-by' } });
  member.close();
});

test('an account has so many connections, and not one more', async () => {
  const { token } = await signIn();
  const clients: ProtocolClient[] = [];
  for (let count = 0; count < mostConnections; count += 1) {
    clients.push(await ProtocolClient.connect(url, token));
  }
  const oneMore = new ProtocolClient(url);
  await oneMore.init({ authorization: `Bearer ${token}` });
  expect(await oneMore.closed).toBe(4443);
  clients[0]?.close();
  await clients[0]?.closed;
  (await ProtocolClient.connect(url, token)).close();
  for (const client of clients) client.close();
});

test.each([
  [undefined, 101],
  ['https://friend.example', 101],
  ['https://stranger.example', 403],
])('a page of %s is answered %d', async (pageOrigin, status) => {
  const client = new ProtocolClient(url, pageOrigin === undefined ? {} : { origin: pageOrigin });
  const seen = await new Promise((resolve) => {
    client.socket.once('open', () => resolve(101));
    client.socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    client.socket.once('error', () => undefined);
  });
  expect(seen).toBe(status);
  client.socket.terminate();
});

test('a page of this very server may connect, whatever name it was reached by', async () => {
  const client = await ProtocolClient.connect(url, undefined, { origin });
  client.close();
});

test('refusals carry their code; what went wrong inside stays inside', async () => {
  const client = await ProtocolClient.connect(url);
  expect(codesOf(await client.request('{ refused }'))).toEqual(['FORBIDDEN']);
  const broken = await client.request('{ broken }');
  expect(codesOf(broken)).toEqual(['INTERNAL']);
  expect(JSON.stringify(broken)).not.toMatch(/SELECT|secret/);
  expect(lines.join('')).not.toMatch(/SELECT|secret FROM/);
  expect(codesOf(await client.request('{ nothing }'))).toEqual(['BAD_USER_INPUT']);
  expect(codesOf(await client.request('{ who'))).toEqual(['BAD_USER_INPUT']);
  const deep = `{ ${'deep { '.repeat(12)} value ${'} '.repeat(12)} }`;
  expect(codesOf(await client.request(deep))).toEqual(['COMPLEXITY_LIMIT']);
  const aliases = Array.from({ length: 16 }, (_, index) => `a${index}: who`).join(' ');
  expect(codesOf(await client.request(`{ ${aliases} }`))).toEqual(['COMPLEXITY_LIMIT']);
  client.close();
});

test.each([
  ['no JSON', '{"query":', 400, 'BAD_USER_INPUT'],
  ['no query', {}, 200, 'BAD_USER_INPUT'],
  ['a batch', [{ query: '{ who }' }], 200, 'BAD_USER_INPUT'],
  ['a subscription', { query: 'subscription { forever }' }, 200, 'BAD_USER_INPUT'],
  [
    'too much',
    { query: '{ who }', variables: { a: 'x'.repeat(70_000) } },
    413,
    'PAYLOAD_TOO_LARGE',
  ],
])('by HTTP, %s is refused with a code', async (_name, body, status, code) => {
  const answer = await post(body);
  expect(codesOf(await answer.json())).toEqual([code]);
  expect([400, 413].includes(status) ? answer.status : status).toBe(status);
});

test('GET is refused', async () => {
  const answer = await fetch(`${origin}/chat/graphql?query={who}`);
  expect(answer.status).toBe(405);
});

test('a message over 64 KiB closes the socket', async () => {
  const client = await ProtocolClient.connect(url);
  client.subscribe('1', `{ who } # ${'x'.repeat(70_000)}`);
  expect(await client.closed).toBe(1009);
});

test('an address is known by its hash, and by what the trusted proxy saw', async () => {
  const ask = async (forwarded: string): Promise<unknown> =>
    (await post({ query: '{ address }' }, { 'X-Forwarded-For': forwarded })).json();
  const first = await ask('203.0.113.9');
  expect(await ask('198.51.100.1, 203.0.113.9')).toEqual(first);
  expect(await ask('203.0.113.10')).not.toEqual(first);
  expect(JSON.stringify(first)).not.toContain('203.0');
});

test('a server that closes asks its clients to move', async () => {
  const client = await ProtocolClient.connect(url);
  client.subscribe('1', 'subscription { forever }');
  await client.next('next');
  await transport.close();
  expect(await client.closed).toBe(4444);
  server.close();
  await start();
});

test('a token that cannot be looked up is not taken for one that has ended', async () => {
  const { id, name, token } = await signIn();
  const [lost, authorization] = [await database.open(), `Bearer ${token}`];
  await transport.close();
  server.close();
  await start(lost);
  const client = await ProtocolClient.connect(url, token);
  const who = { data: { who: name } };
  expect(await client.request('{ who }')).toEqual(who);

  // As far as a process can tell, the database is gone.
  (lost.db as unknown as { client: { close(): void } }).client.close();
  await bus.publish(accountsChannel, { type: 'account.changed', userId: id });
  await waitFor(() => lines.some((line) => line.includes('could not be checked again')), {
    what: 'the open connection to be looked at',
  });
  expect(await client.request('{ who }')).toEqual(who);

  const late = new ProtocolClient(url);
  await late.init({ authorization });
  expect(await late.closed).toBe(1013);
  const response = await post({ query: '{ who }' }, { authorization });
  expect([response.status, codesOf(await response.json())]).toEqual([503, ['UNAVAILABLE']]);
  await transport.close();
  server.close();
  await start();
});
