import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';

import { listen } from './listen';
import { siteFiles } from './site-files';
import { StartupError } from './startup-error';

const publicUrl = 'https://chat.example.org';
const page = '<!doctype html><title>The site</title><script>theme()</script>';

const script = 'export const answer = 42;\n';

let folder: string;
let server: Server;
let origin: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'coco-chat-site-'));
  await mkdir(path.join(folder, 'assets'));
  await writeFile(path.join(folder, 'index.html'), page);
  await writeFile(path.join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(path.join(folder, 'assets', 'main-0aF3.js'), script);
  await writeFile(path.join(folder, 'assets', 'main-0aF3.js.br'), brotliCompressSync(script));
  await writeFile(path.join(folder, 'assets', 'main-0aF3.js.gz'), gzipSync(script));
  const app = express();
  app.use(siteFiles(folder, { publicUrl }));
  app.use((_request, response) => {
    response.status(404).type('text').send('Not found');
  });
  server = createServer(app);
  const port = await listen(server, { host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const navigation = {
  Accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'Sec-Fetch-Dest': 'document',
};

describe('the page of the site', () => {
  test.each(['/', '/rooms', '/rooms/광장', '/no/such/page', '/administration'])(
    'answers a navigation to %s, and is asked for again each time',
    async (place) => {
      const response = await fetch(origin + place, { headers: navigation });
      expect(response.status).toBe(200);
      expect(await response.text()).toBe(page);
      expect(response.headers.get('cache-control')).toBe('no-cache');
    },
  );

  test('answers curl, which says nothing of what it accepts', async () => {
    expect((await fetch(`${origin}/rooms`, { headers: { Accept: '*/*' } })).status).toBe(200);
  });

  test('answers HEAD', async () => {
    const response = await fetch(`${origin}/rooms`, { method: 'HEAD', headers: navigation });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  });

  test.each([
    ['/admin', navigation],
    ['/admin/collections/users', navigation],
    ['/api/users/me', navigation],
    ['/chat/graphql', navigation],
    ['/_next/static/none', navigation],
    ['/readyz', navigation],
    ['/assets/main-old.js', navigation],
    ['/logo.png', navigation],
    ['/rooms', { Accept: 'application/json' }],
    ['/rooms', { Accept: '*/*', 'Sec-Fetch-Dest': 'empty' }],
  ])('does not answer %s %j', async (place, headers: Record<string, string>) => {
    expect((await fetch(origin + place, { headers })).status).toBe(404);
  });

  test.each(['POST', 'PUT', 'DELETE'])('does not answer %s', async (method) => {
    expect((await fetch(`${origin}/rooms`, { method, headers: navigation })).status).toBe(404);
  });

  test('allows its own inline scripts by their hash, and no others', async () => {
    const policy = (await fetch(origin)).headers.get('content-security-policy');
    expect(policy).toContain(
      "script-src 'self' 'sha256-Rfr3GgHZFiXm+TmNr+li+0sZ4J9FGllo8jsXcJF5XZ8='",
    );
    expect(policy).toContain(`connect-src 'self' ${publicUrl} wss://chat.example.org`);
  });
});

test('a file with a hash in its name is kept for good', async () => {
  const response = await fetch(`${origin}/assets/main-0aF3.js`);
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

describe('a file that the build compressed', () => {
  test.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
    ['br;q=0, gzip;q=0.5', 'gzip'],
  ])('goes to whom accepts %s as %s', async (accepted, encoding) => {
    const response = await fetch(`${origin}/assets/main-0aF3.js`, {
      headers: { 'Accept-Encoding': accepted },
    });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('content-type')).toMatch(/javascript/);
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(await response.text()).toBe(script);
  });
});

test('another file is asked for again, and answered in short when it did not change', async () => {
  const first = await fetch(`${origin}/favicon.svg`);
  expect(first.headers.get('cache-control')).toBe('no-cache');
  const etag = first.headers.get('etag') ?? '';
  // Not by fetch, which would ask for it whole.
  const [second] = (await once(
    get(`${origin}/favicon.svg`, { headers: { 'If-None-Match': etag } }),
    'response',
  )) as [IncomingMessage];
  second.resume();
  expect(second.statusCode).toBe(304);
});

test('a path cannot leave the folder', async () => {
  const response = await fetch(`${origin}/assets/..%2f..%2f..%2fetc/passwd`);
  expect(response.status).toBeGreaterThanOrEqual(400);
});

test('a site that was not built is named', () => {
  expect(() => siteFiles(path.join(folder, 'none'), { publicUrl })).toThrow(StartupError);
});
