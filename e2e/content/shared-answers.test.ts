import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { describeNeeds, startMongo, startRedis, waitFor, type RedisServer } from '../servers';
import { startEmbedded, startServer, stablePort, type Server } from '../topology';

const account = { email: 'admin@example.org', password: 'lantern-harbour-quiet-19' };
const env = {
  ADMIN_EMAIL: account.email,
  ADMIN_PASSWORD: account.password,
  ALLOWED_ORIGINS: 'https://partner.example',
};
/** Long enough an answer that it is compressed. */
const headings = `{
  PageSections(locale: en, sort: "_order") {
    docs { id key title createdAt updatedAt content { ... on HeroBlock { heading } } }
  }
}`;

const postJson = (url: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const ask = (origin: string, query: string, headers?: Record<string, string>): Promise<Response> =>
  postJson(`${origin}/api/graphql`, { query }, headers);
const visit = async (origin: string): Promise<string> => (await ask(origin, headings)).text();

/** Publishes a new heading on the landing page, as the admin panel does. */
async function publishHeading(origin: string, heading: string): Promise<void> {
  const login = await postJson(`${origin}/api/users/login`, account);
  const { token } = (await login.json()) as { token: string };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const search = 'locale=en&depth=0';
  const list = `${origin}/api/page-sections?where[key][equals]=hero&${search}`;
  const { docs } = (await (await fetch(list, { headers })).json()) as {
    docs: [{ id: string; content: [object, ...object[]] }];
  };
  const [{ id, content }] = docs;
  const [hero, ...others] = content;
  const body = JSON.stringify({
    content: [{ ...hero, heading }, ...others],
    _status: 'published',
  });
  const url = `${origin}/api/page-sections/${id}?${search}`;
  expect((await fetch(url, { method: 'PATCH', headers, body })).status).toBe(200);
}

describe('what visitors ask of the CMS', () => {
  let dir: string;
  let server: Server;

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-content-'));
    server = await startEmbedded({ dir, env });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  });

  test.each([{}, { origin: 'https://partner.example' }, { origin: 'https://evil.example' }])(
    'is answered from %j as Next answers who asks with a cookie',
    async (from) => {
      const shared = await ask(server.origin, headings, from);
      const own = await ask(server.origin, headings, { ...from, cookie: 'theme=dark' });
      expect(own.headers.get('vary')).toContain('next-router-state-tree');
      expect(shared.headers.get('vary')).not.toContain('next-router-state-tree');
      expect([shared.status, await shared.text()]).toEqual([own.status, await own.text()]);
      // Said by Next for pages, and how the answer comes.
      const about = ['vary', 'accept-ch', 'critical-ch', 'date', 'transfer-encoding'];
      for (const [name, value] of own.headers) {
        if (!about.includes(name)) expect([name, shared.headers.get(name)]).toEqual([name, value]);
      }
    },
  );

  test('is new with the next answer once an editor has published', async () => {
    for (const heading of ['One lantern', 'Two lanterns', 'Three lanterns']) {
      expect(await visit(server.origin)).not.toContain(heading);
      await publishHeading(server.origin, heading);
      expect(await visit(server.origin)).toContain(heading);
    }
  });

  test('is answered to each by itself where it is more than public content', async () => {
    const { email, password } = account;
    const login = `mutation { loginUser(email: "${email}", password: "${password}") { token } }`;
    const answer = await ask(server.origin, login);
    expect(await answer.json()).toEqual({ data: { loginUser: { token: expect.any(String) } } });
    expect(answer.headers.get('set-cookie')).toContain('payload-token=');
    const rooms = await ask(server.origin, '{ ChatRooms { totalDocs } }');
    expect(await rooms.json()).toEqual({ data: { ChatRooms: { totalDocs: 3 } } });
    const search = new URLSearchParams({ query: headings });
    expect((await fetch(`${server.origin}/api/graphql?${search}`)).status).toBe(405);
  });
});

describeNeeds(['mongod', 'redis-server'], 'two processes of the CMS', () => {
  let dir: string;
  let redis: RedisServer;
  let servers: [Server, Server];
  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-content-'));
    const mongo = await startMongo();
    stops.push(() => mongo.stop());
    redis = await startRedis();
    stops.push(() => redis.stop());
    const secret = randomBytes(32).toString('hex');
    const start = async (name: string): Promise<Server> => {
      const port = await stablePort();
      const server = await startServer({
        name,
        entry: 'cms/dist/server.js',
        port,
        cwd: dir,
        env: {
          ...env,
          NODE_ENV: 'production',
          EMBEDDED: 'false',
          PUBLIC_URL: `http://127.0.0.1:${port}`,
          DATA_DIR: path.join(dir, 'data'),
          DATABASE_URI: mongo.uri,
          REDIS_URL: redis.url,
          PAYLOAD_SECRET: secret,
        },
      });
      stops.push(() => server.stop());
      return server;
    };
    // One after the other: the first makes the first content.
    servers = [await start('one cms'), await start('the other cms')];
  }, 120_000);
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
    await rm(dir, { recursive: true, force: true });
  });

  test('show within a second what was published through either', async () => {
    const [one, other] = servers;
    for (const [through, heading] of [
      [one, 'One boat'],
      [other, 'Two boats'],
      [one, 'Three boats'],
    ] as const) {
      for (const { origin } of servers) expect(await visit(origin)).not.toContain(heading);
      await publishHeading(through.origin, heading);
      for (const { origin } of servers) {
        await waitFor(async () => (await visit(origin)).includes(heading), { timeoutMs: 1_000 });
      }
    }
  });

  test('show it soon while Redis is away, too', async () => {
    await redis.kill();
    const [one, other] = servers;
    expect(await visit(other.origin)).not.toContain('Four boats');
    await publishHeading(one.origin, 'Four boats');
    await waitFor(async () => (await visit(other.origin)).includes('Four boats'));
  });
});
