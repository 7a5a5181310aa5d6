import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { createBus, createLogger, readEnvironment, type Bus } from '@coco-chat/chat-server';
import {
  attachEventBus,
  clientAddressHeader,
  createConfig,
  migrateDatabase,
} from '@coco-chat/collections';
import { waitFor } from '@coco-chat/e2e/servers';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals';
import { GRAPHQL_POST } from '@payloadcms/next/routes';
import { Router } from 'express';
import { getPayload, type Payload } from 'payload';

import { configOptions } from '../../config-options';
import { createApp } from '../create-app';
import { listen } from '../listen';
import type { NextApp } from '../next-app';
import { openVisitorAnswers } from './visitor-answers';

const pages = ['https://one.example', 'https://other.example'] as const;
const password = 'correct horse battery staple';
const sections = `query ($locale: LocaleInputType) {
  PageSections(locale: $locale, limit: 100, sort: "key") { docs { key title content { ... on CallToActionBlock { heading } } } }
}`;

const logger = createLogger({ logLevel: 'silent' });

let folder: string;
let payload: Payload;
let bus: Bus;
let server: Server;
let origin: string;
const stops: (() => Promise<unknown>)[] = [];
let editor: string;
/** How many requests went on to Next. */
let past: number;

/** Payload's route for whatever goes on to Next, as Next would call it. */
function payloadRoute(): NextApp {
  const post = GRAPHQL_POST(Promise.resolve(payload.config));
  return {
    async handle(request, response) {
      past += 1;
      const headers = new Headers(request.headers as Record<string, string>);
      const body = Readable.toWeb(request) as ReadableStream;
      const url = origin + (request.url ?? '');
      const answer = await post(
        new Request(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit),
      );
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    },
    handleUpgrade: () => undefined,
    close: () => Promise.resolve(),
  };
}

interface ServeOptions {
  bus: Pick<Bus, 'subscribe' | 'onGap'>;
  /** Long, where nothing but what was announced may make an answer fresh. */
  lifetimeMs?: number;
}

/** A process of the CMS, as far as it answers visitors. */
async function serve(options: ServeOptions): Promise<Server> {
  const environment = readEnvironment({ DATA_DIR: folder }, { root: folder });
  const visitorAnswers = await openVisitorAnswers({ payload, environment, logger, ...options });
  const app = createApp({
    environment,
    next: payloadRoute(),
    readiness: Router(),
    visitorAnswers,
    dev: false,
  });
  const served = createServer(app);
  await listen(served, { host: '127.0.0.1', port: 0 });
  stops.push(async () => {
    served.close();
    await visitorAnswers.close();
  });
  return served;
}

const originOf = (served: Server): string =>
  `http://127.0.0.1:${(served.address() as AddressInfo).port}`;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'coco-chat-answers-'));
  const config = await createConfig({
    ...configOptions({ DATA_DIR: folder, ALLOWED_ORIGINS: pages.join(',') }),
    secret: 'a secret for tests, of more than 32 characters',
    logger: { options: { level: 'silent' } },
  });
  payload = await getPayload({ config });
  await migrateDatabase(payload);
  bus = createBus({ redisUrl: null }, logger);
  attachEventBus(payload, bus);
  server = await serve({ bus, lifetimeMs: 600_000 });
  origin = originOf(server);
  editor = await logIn();
});
afterAll(async () => {
  for (const stop of stops) await stop();
  await payload.destroy();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  await payload.delete({ collection: 'page-sections', where: {} });
  await publish('first', '첫 제목');
  past = 0;
});
afterEach(() => {
  jest.restoreAllMocks();
});

async function logIn(): Promise<string> {
  const email = 'editor@example.com';
  await payload.create({
    collection: 'users',
    data: { email, password, displayName: 'Editor', roles: ['editor'], locale: 'en' },
  });
  const { token } = await payload.login({ collection: 'users', data: { email, password } });
  if (!token) throw new Error('Payload gave no token.');
  return token;
}

const publish = async (key: string, heading: string): Promise<string> => {
  const { id } = await payload.create({
    collection: 'page-sections',
    locale: 'ko',
    data: {
      key,
      title: heading,
      _status: 'published',
      content: [{ blockType: 'callToAction', heading }],
    },
  });
  return id;
};

const ask = (
  request: object = { query: sections },
  headers: Record<string, string> = {},
  at = origin,
  search = '',
): Promise<Response> =>
  fetch(`${at}/api/graphql${search}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(request),
  });
const askText = async (...what: Parameters<typeof ask>): Promise<string> =>
  (await ask(...what)).text();

const question = Buffer.from(JSON.stringify({ query: sections }));

/** Sends a request by hand, each piece of its body once the server has the one before. */
async function send(pieces: readonly Buffer[], headers: Record<string, string>) {
  const sent = httpRequest(`${origin}/api/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  let read = 0;
  const arrived = once(server, 'request') as Promise<[IncomingMessage]>;
  const last = pieces.length - 1;
  for (const [index, piece] of pieces.entries()) {
    if (index === last) {
      sent.end(piece);
      break;
    }
    sent.write(piece);
    const [{ socket }] = await arrived;
    const before = index === 0 ? 0 : read;
    read = await waitFor(() => socket.bytesRead > before && socket.bytesRead);
  }
  const [response] = await answered;
  const { headers: given, statusCode: status } = response;
  return { status, headers: given, body: await buffer(response) };
}

/** Counts how often Payload is asked anything. */
const countAsked = (): (() => number) => {
  const [strategy] = payload.authStrategies;
  if (!strategy) throw new Error('Payload has no way to sign in.');
  const { mock } = jest.spyOn(strategy, 'authenticate');
  return () => mock.calls.length;
};

const forgetNothing = (): Promise<void> => Promise.resolve();

/** Counts how often documents are looked for in the database. */
const countReads = (): (() => number) => {
  const spies = (['find', 'findOne', 'queryDrafts', 'count'] as const).map((read) =>
    jest.spyOn(payload.db, read),
  );
  return () => spies.reduce((total, { mock }) => total + mock.calls.length, 0);
};

describe('visitors who ask the same', () => {
  test('have the database read once, and are answered as Payload answers', async () => {
    const reads = countReads();
    const first = await ask();
    const once = reads();
    expect(once).toBeGreaterThan(0);
    const second = await ask();
    expect(reads()).toBe(once);
    expect(past).toBe(0);
    // A cookie is enough to be asked for oneself.
    const own = await ask(undefined, { cookie: 'theme=dark' });
    expect(past).toBe(1);
    expect(reads()).toBe(2 * once);

    const text = await own.text();
    expect(text).toContain('첫 제목');
    for (const shared of [first, second]) {
      expect(await shared.text()).toBe(text);
      for (const [name, value] of own.headers) {
        // Its length is known now.
        if (name === 'date' || name === 'transfer-encoding') continue;
        expect([name, shared.headers.get(name)]).toEqual([name, value]);
      }
    }
  });

  test('at once have it read once too, though the first one does not wait', async () => {
    const find = payload.db.find.bind(payload.db);
    const reads = countReads();
    await ask();
    const once = reads();
    await publish('second', '둘째 제목');
    const before = reads();

    let goOn = (): void => undefined;
    const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
    const asked = jest.spyOn(payload.db, 'find').mockImplementation(async (args) => {
      await mayGoOn;
      return find(args);
    });
    const leaving = new AbortController();
    const left = fetch(`${origin}/api/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: sections }),
      signal: leaving.signal,
    });
    await waitFor(() => asked.mock.calls.length > 0);
    const others = Array.from({ length: 20 }, () => askText());
    leaving.abort();
    await expect(left).rejects.toThrow();
    goOn();
    for (const text of await Promise.all(others)) expect(text).toContain('둘째 제목');
    expect(reads() - before).toBeLessThanOrEqual(once);
  });

  test('get it compressed where they take that', async () => {
    for (const key of ['a', 'b', 'c']) await publish(key, '길'.repeat(100));
    const size = async (encoding: string): Promise<[string | undefined, number]> => {
      const { body, headers } = await send([question], { 'accept-encoding': encoding });
      expect(headers['content-length']).toBe(String(body.byteLength));
      expect(headers.vary).toBe('Accept-Encoding');
      return [headers['content-encoding'], body.byteLength];
    };
    const text = await askText(undefined, { 'accept-encoding': 'gzip' });
    const bytes = Buffer.byteLength(text);
    expect(await size('identity')).toEqual([undefined, bytes]);
    expect(await size('gzip;q=0')).toEqual([undefined, bytes]);
    const [encoding, compressed] = await size('br, gzip');
    expect(encoding).toBe('gzip');
    expect(compressed).toBeLessThan(bytes / 2);
  });
});

describe('what an editor does', () => {
  test('is seen with the next answer: published, changed, taken back, deleted', async () => {
    expect(await askText()).not.toContain('새 소식');
    const collection = 'page-sections';
    const id = await publish('news', '새 소식');
    expect(await askText()).toContain('새 소식');
    await payload.update({ collection, id, locale: 'ko', data: { title: '고친 소식' } });
    expect(await askText()).toContain('고친 소식');
    await payload.update({ collection, id, data: { _status: 'draft' } });
    expect(await askText()).not.toContain('소식');
    await payload.update({ collection, id, data: { _status: 'published' } });
    expect(await askText()).toContain('고친 소식');
    await payload.delete({ collection, id });
    expect(await askText()).not.toContain('소식');
  });

  test('is seen with the next answer, too, when it was published by the clock', async () => {
    const collection = 'page-sections';
    const id = await publish('news', '새 소식');
    for (const type of ['unpublish', 'publish'] as const) {
      const seenBefore = (await askText()).includes('새 소식');
      await payload.jobs.queue({
        task: 'schedulePublish',
        input: { type, doc: { relationTo: collection, value: id } },
      });
      await payload.jobs.run();
      expect([seenBefore, (await askText()).includes('새 소식')]).toEqual([
        type === 'unpublish',
        type === 'publish',
      ]);
    }
  });

  test('is seen soon where the bus loses it, or does not tell of it', async () => {
    const deaf = { subscribe: () => Promise.resolve(forgetNothing), onGap: () => () => undefined };
    const elsewhere = originOf(await serve({ bus: deaf }));
    const seen = (text: string, request?: object): Promise<boolean> =>
      waitFor(async () => (await askText(request, {}, elsewhere)).includes(text));

    await seen('첫 제목');
    await publish('news', '새 소식');
    await seen('새 소식');

    const images = { query: '{ allMedia { docs { alt } } }' };
    const pixel = Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64');
    const file = { data: pixel, mimetype: 'image/gif', name: 'dot.gif', size: pixel.byteLength };
    const { id } = await payload.create({ collection: 'media', data: { alt: '점' }, file });
    await seen('점', images);
    await payload.update({ collection: 'media', id, data: { alt: '작은 원' } });
    await seen('작은 원', images);
    expect(past).toBe(0);
  });

  test('is seen at once after a gap in what the bus told', async () => {
    const gaps: (() => void)[] = [];
    const lossy = {
      subscribe: () => Promise.resolve(forgetNothing),
      onGap: (listener: () => void) => {
        gaps.push(listener);
        return () => undefined;
      },
    };
    const elsewhere = originOf(await serve({ bus: lossy, lifetimeMs: 600_000 }));
    await askText(undefined, {}, elsewhere);
    await publish('news', '새 소식');
    expect(await askText(undefined, {}, elsewhere)).not.toContain('새 소식');
    for (const gap of gaps) gap();
    expect(await askText(undefined, {}, elsewhere)).toContain('새 소식');
  });

  test('in a draft is seen by the editor alone, whoever asks first', async () => {
    const draft = { query: sections.replace('limit: 100', 'limit: 100, draft: true') };
    const { docs } = await payload.find({ collection: 'page-sections' });
    await payload.update({
      collection: 'page-sections',
      id: docs[0]?.id ?? '',
      locale: 'ko',
      draft: true,
      data: { title: '아직 비밀', content: [{ blockType: 'callToAction', heading: '아직 비밀' }] },
    });
    const signedIn = [
      { authorization: `Bearer ${editor}` },
      { authorization: `JWT ${editor}` },
      { cookie: `payload-token=${editor}`, origin: pages[0] },
      { cookie: `payload-token=${editor}`, 'sec-fetch-site': 'same-origin' },
    ];
    for (const who of signedIn) {
      expect(await askText(draft)).not.toContain('아직 비밀');
      const reads = countReads();
      expect(await askText(draft, who)).toContain('아직 비밀');
      expect(reads()).toBeGreaterThan(0);
      expect(await askText(draft)).not.toContain('아직 비밀');
      expect(await askText(draft, { origin: pages[0] })).not.toContain('아직 비밀');
    }
    expect(past).toBe(signedIn.length);
  });
});

describe('what differs', () => {
  test('are languages', async () => {
    const [id] = (await payload.find({ collection: 'page-sections' })).docs.map((doc) => doc.id);
    await payload.update({
      collection: 'page-sections',
      id: id ?? '',
      locale: 'en',
      data: {
        title: 'First title',
        content: [{ blockType: 'callToAction', heading: 'First title' }],
      },
    });
    for (let time = 0; time < 2; time += 1) {
      const inKorean = await askText({ query: sections, variables: { locale: 'ko' } });
      const inEnglish = await askText({ query: sections, variables: { locale: 'en' } });
      expect([inKorean.includes('"첫 제목"'), inEnglish.includes('First title')]).toEqual([
        true,
        true,
      ]);
    }
    expect(past).toBe(0);
    // In the address, Payload reads them too.
    expect(await askText(undefined, {}, origin, '?locale=en')).toContain('First title');
    expect(await askText()).not.toContain('First title');
    expect(past).toBe(1);
  });

  test('are the pages that may read the answer', async () => {
    for (let time = 0; time < 2; time += 1) {
      for (const page of pages) {
        const { headers } = await ask(undefined, { origin: page });
        expect(headers.get('access-control-allow-origin')).toBe(page);
        expect(headers.get('access-control-allow-credentials')).toBe('true');
      }
      for (const others of [{}, { origin: 'https://evil.example' }]) {
        const { headers } = await ask(undefined, others);
        expect(headers.get('access-control-allow-origin')).toBeNull();
      }
    }
    expect(past).toBe(0);
  });

  test('are formats', async () => {
    const newer = 'application/graphql-response+json';
    for (const accept of ['application/json', newer, 'application/json', newer]) {
      const { headers } = await ask(undefined, { accept });
      expect(headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
    }
    expect((await ask(undefined, { accept: 'text/html' })).status).toBe(406);
  });
});

describe('what is not kept', () => {
  test('are errors', async () => {
    const failing = jest.spyOn(payload.db, 'find').mockRejectedValue(new Error('away'));
    expect(await (await ask()).json()).toMatchObject({
      errors: [{ message: 'Something went wrong.' }],
    });
    failing.mockRestore();
    expect(await askText()).toContain('첫 제목');
  });

  test('is what asks for more than public content', async () => {
    const asked = countAsked();
    const fragment = 'fragment More on Query { ChatRooms { totalDocs } }';
    const queries = [
      ['data', '{ PageSections { totalDocs } ChatRooms { totalDocs } }'],
      ['data', `{ PageSections { totalDocs } ...More } ${fragment}`],
      ['data', '{ PageSections { totalDocs } meUser { user { id } } }'],
      ['errors', '{ Users { totalDocs } }'],
      ['data', '{ __schema { queryType { name } } }'],
      ['errors', '{ PageSections { nonsense } }'],
      ['errors', '{ PageSections {'],
    ] as const;
    for (const [outcome, query] of queries) {
      for (let time = 0; time < 2; time += 1) {
        expect(JSON.parse(await askText({ query }))).toHaveProperty(outcome);
      }
    }
    expect(asked()).toBe(2 * queries.length);
    expect(past).toBe(0);
  });

  test('is a mutation, also beside a query', async () => {
    const asked = countAsked();
    const query = `query Read { PageSections { totalDocs } }
      mutation Write { loginUser(email: "editor@example.com", password: "${password}") { token } }`;
    const read = { query, operationName: 'Read' };
    expect(await askText(read)).toBe(await askText(read));
    expect(asked()).toBe(1);
    for (let time = 0; time < 2; time += 1) {
      const answer = await ask({ query, operationName: 'Write' });
      expect(answer.headers.getSetCookie()).toEqual([expect.stringContaining('payload-token=')]);
      expect(await answer.json()).toEqual({ data: { loginUser: { token: expect.any(String) } } });
    }
    expect(asked()).toBe(3);
    expect(await askText({ query })).toContain('errors');
  });

  test('is what is too large, or does not say how large it is; it goes on to Next', async () => {
    const large = { query: sections + ' '.repeat(20 * 1024) };
    expect(await askText(large)).toContain('첫 제목');
    expect(past).toBe(1);
    const { body } = await send([question], { 'transfer-encoding': 'chunked' });
    expect(body.toString()).toContain('첫 제목');
    expect(past).toBe(2);
  });
});

describe('a request', () => {
  test('is read whole, in however many pieces it comes', async () => {
    const pieces = [question.subarray(0, 10), question.subarray(10, 20), question.subarray(20)];
    const { body } = await send(pieces, { 'content-length': String(question.byteLength) });
    expect(body.toString()).toBe(await askText());
  });

  test('that is no JSON, or that Payload fails at, is refused', async () => {
    const length = (text: string) => ({ 'content-length': String(Buffer.byteLength(text)) });
    const broken = await send([Buffer.from('{')], length('{'));
    expect([broken.status, JSON.parse(broken.body.toString())]).toEqual([
      400,
      { errors: [{ message: 'Invalid JSON' }] },
    ]);
    const { authStrategies } = payload;
    const failing = (): never => {
      throw new Error('a secret of the server');
    };
    try {
      Object.defineProperty(payload, 'authStrategies', { configurable: true, get: failing });
      const answer = await ask();
      expect([answer.status, await answer.json()]).toEqual([
        500,
        { errors: [{ message: 'Something went wrong.' }] },
      ]);
    } finally {
      Object.defineProperty(payload, 'authStrategies', { value: authStrategies, writable: true });
    }
    expect(await askText()).toContain('첫 제목');
  });

  test('brings the address that it came from, and no other', async () => {
    const seen: (string | null)[] = [];
    const [strategy] = payload.authStrategies;
    if (!strategy) throw new Error('Payload has no way to sign in.');
    jest.spyOn(strategy, 'authenticate').mockImplementation(({ headers }) => {
      seen.push(headers.get(clientAddressHeader));
      return { user: null };
    });
    const claim = { [clientAddressHeader]: '203.0.113.7' };
    await ask({ query: '{ ChatRooms { totalDocs } }' }, claim);
    await ask(undefined, claim);
    // What all share is of nobody's address.
    expect(seen).toEqual(['127.0.0.1', null]);
  });
});
