import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { describeNeeds } from '../servers';
import type { RunningNginx } from '../topology';
import { page, script, startFront, type Front } from './front';
import type { Echo } from './upstream';

describeNeeds('nginx', 'what nginx serves, and from where', () => {
  let front: Front;
  let nginx: RunningNginx;

  beforeAll(async () => {
    front = await startFront();
    ({ nginx } = front);
  });

  afterAll(() => front.stop());

  const get = (address: string, init?: RequestInit) => fetch(nginx.origin + address, init);
  const echoOf = async (address: string, init?: RequestInit) =>
    (await (await get(address, init)).json()) as Echo;

  test.each([
    '/admin',
    '/admin/',
    '/admin/collections/page-sections/new',
    '//admin',
    '/%61dmin',
    '/api/page-sections?limit=1',
    '/api/graphql',
    '/api',
    '/_next/static/chunks/main.js',
    '/readyz',
  ])('%s goes to the cms', async (address) => {
    expect(await echoOf(address)).toMatchObject({ upstream: 'cms', url: address });
  });

  test('POST /api/users/login goes to the cms, query and all', async () => {
    const address = '/api/users/login?depth=0';
    expect(await echoOf(address, { method: 'POST', body: '{}' })).toMatchObject({
      upstream: 'cms',
      method: 'POST',
      url: address,
    });
  });

  test('/chat/graphql goes to a chat-server, which X-Served-By names', async () => {
    const response = await get('/chat/graphql', { method: 'POST', body: '{}' });
    const echo = (await response.json()) as Echo;
    expect(echo.upstream).toMatch(/^chat [12]$/);
    expect(front.chat.map(({ address }) => address)).toContain(response.headers.get('x-served-by'));
  });

  test.each(['/', '/rooms', '/rooms/lounge', '/administrator', '/apiary', '/rooms/admin'])(
    '%s is the site',
    async (address) => {
      const response = await get(address);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(await response.text()).toBe(page);
    },
  );

  test('a file of the site is served as what it is', async () => {
    const response = await get('/favicon.svg');
    expect(response.headers.get('content-type')).toContain('image/svg+xml');
  });

  test('an asset is compressed, and kept for ever', async () => {
    const response = await get('/assets/index-4f3a.js');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.text()).toBe(script);
  });

  test.each([
    '/assets/index-0000.js',
    '/assets/gone',
    '/logo.png',
    '/.env',
    '/chat',
    '/chat/other',
    '/metrics',
  ])('%s is nothing, and not the page', async (address) => {
    const response = await get(address);
    expect(response.status).toBe(404);
    expect(response.headers.get('cache-control')).toBeNull();
    expect(await response.text()).not.toContain(page);
  });

  test('nothing outside the site is served', async () => {
    const response = await get('/assets/..%2f..%2fmain%2ftls%2fprivkey.pem');
    expect(await response.text()).not.toContain('PRIVATE KEY');
  });

  test('/healthz is nginx itself', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
  });

  test("certbot's challenge is answered from its own folder", async () => {
    const challenges = path.join(front.dir, 'nginx-0', 'acme', '.well-known', 'acme-challenge');
    await mkdir(challenges, { recursive: true });
    await writeFile(path.join(challenges, 'token'), 'token.thumbprint');
    expect(await (await get('/.well-known/acme-challenge/token')).text()).toBe('token.thumbprint');
    expect((await get('/.well-known/acme-challenge/other')).status).toBe(404);
  });
});
