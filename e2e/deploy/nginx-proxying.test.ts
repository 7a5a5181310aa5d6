import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:http2';
import { request as httpsRequest } from 'node:https';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { describeNeeds, freePort, waitFor } from '../servers';
import type { RunningNginx } from '../topology';
import { openSocket, startFront, type Front } from './front';
import { startUpstream, type Echo } from './upstream';

describeNeeds('nginx', 'nginx between clients and servers', () => {
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

  describe('headers', () => {
    const forged = {
      forwarded: 'for=203.0.113.9;proto=https',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-real-ip': '203.0.113.9',
      'x-request-id': 'forged',
    };

    function expectOwn({ headers }: Echo, origin: string): void {
      expect(headers).toMatchObject({
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-host': new URL(origin).host,
        'x-forwarded-proto': new URL(origin).protocol.replace(/:$/, ''),
        'x-real-ip': '127.0.0.1',
        host: new URL(origin).host,
      });
      expect(headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
      expect(headers).not.toHaveProperty('forwarded');
    }

    test.each(['/api/users/me', '/admin', '/chat/graphql', '/readyz'])(
      '%s hears nginx and not the client on where a request comes from',
      async (address) => {
        expectOwn(await echoOf(address, { headers: forged }), nginx.origin);
      },
    );

    test('so does a WebSocket', async () => {
      const { socket, echo } = await openSocket(nginx.origin, forged);
      socket.terminate();
      expectOwn(echo, nginx.origin);
    });

    test.each(['/', '/assets/index-4f3a.js', '/none.png', '/api/media', '/admin', '/chat/graphql'])(
      '%s comes with the security headers, and says nothing of versions',
      async (address) => {
        const { headers } = await get(address);
        expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
        expect(headers.get('permissions-policy')).toContain('camera=()');
        expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
        expect(headers.get('server')).toBe('nginx');
      },
    );

    test('the site may run its own files only, and be framed by its own pages only', async () => {
      const policy = (await get('/rooms')).headers.get('content-security-policy');
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'self';");
      expect((await get('/admin')).headers.has('content-security-policy')).toBe(false);
    });

    test('the connection to an upstream is reused', async () => {
      expect((await echoOf('/api/media')).headers).not.toHaveProperty('connection', 'close');
    });
  });

  describe('WebSockets', () => {
    test('messages pass both ways', async () => {
      const { socket, handshake } = await openSocket(nginx.origin);
      socket.send('안녕 👋');
      const [answer] = (await once(socket, 'message')) as [Buffer];
      socket.terminate();
      expect(answer.toString()).toBe('안녕 👋');
      expect(front.chat.map(({ address }) => address)).toContain(handshake.headers['x-served-by']);
    });

    test('they spread over the chat-servers', async () => {
      const opened = [await openSocket(nginx.origin), await openSocket(nginx.origin)];
      for (const { socket } of opened) socket.terminate();
      expect(new Set(opened.map(({ echo }) => echo.upstream))).toEqual(
        new Set(['chat 1', 'chat 2']),
      );
    });

    test('they pass by TLS', async () => {
      const { socket, echo } = await openSocket(nginx.httpsOrigin);
      socket.terminate();
      expect(echo.headers['x-forwarded-proto']).toBe('https');
    });
  });

  describe('HTTPS', () => {
    test('the same is served, told apart by X-Forwarded-Proto', async () => {
      const request = httpsRequest(`${nginx.httpsOrigin}/api/media`, { rejectUnauthorized: false });
      const [response] = (await once(request.end(), 'response')) as [IncomingMessage];
      const body = (await response.setEncoding('utf8').toArray()).join('');
      expect((JSON.parse(body) as Echo).headers['x-forwarded-proto']).toBe('https');
    });

    test('an HTTP/2 request reaches its upstream with its host', async () => {
      const port = await freePort();
      await front.another({ NGINX_HTTPS_PORT: `127.0.0.1:${port} http2` });
      const session = connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false });
      const stream = session.request({ ':path': '/api/media' }).setEncoding('utf8');
      const body = (await stream.toArray()).join('');
      session.destroy();
      expect((JSON.parse(body) as Echo).headers).toMatchObject({
        host: `127.0.0.1:${port}`,
        'x-forwarded-host': `127.0.0.1:${port}`,
      });
    });

    describe('redirected to', () => {
      let redirecting: RunningNginx;
      const publicUrl = 'https://chat.example.org';
      const follow = (address: string) =>
        fetch(redirecting.origin + address, { redirect: 'manual' });

      beforeAll(async () => {
        redirecting = await front.another({
          NGINX_HTTPS_REDIRECT: 'on',
          NGINX_PUBLIC_URL: publicUrl,
        });
      });

      test.each(['/', '/rooms/lounge?page=2', '/admin', '/api/graphql'])('%s', async (address) => {
        const response = await follow(address);
        expect(response.status).toBe(308);
        expect(response.headers.get('location')).toBe(publicUrl + address);
      });

      test('but neither the health check nor a challenge', async () => {
        expect((await follow('/healthz')).status).toBe(200);
        expect((await follow('/.well-known/acme-challenge/none')).status).toBe(404);
      });
    });
  });

  describe('failures', () => {
    test('a chat-server that is gone is passed over; with none left the answer is 503', async () => {
      const [first, second] = [await startUpstream('first'), await startUpstream('second')];
      const failing = await front.another({}, [first, second]);
      const ask = async () => {
        const response = await fetch(`${failing.origin}/chat/graphql`, {
          method: 'POST',
          body: '{}',
        });
        return response.status === 200 ? ((await response.json()) as Echo).upstream : 'refused';
      };

      await first.stop();
      const without = await Promise.all(Array.from({ length: 20 }, ask));
      expect(new Set(without)).toEqual(new Set(['second']));

      await second.stop();
      const response = await fetch(`${failing.origin}/chat/graphql`, { method: 'POST' });
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('1');
      expect(await response.json()).toMatchObject({
        errors: [{ extensions: { code: 'UNAVAILABLE' } }],
      });
    });
  });

  describe('the access log', () => {
    /** The log once a path is in it: nginx writes a line when the answer is already on its way. */
    const logWith = (path: string) =>
      waitFor(
        async () => {
          const log = await nginx.accessLog();
          return log.some((entry) => entry.path === path) && log;
        },
        { what: `${path} in the access log` },
      );

    test('has paths without queries, and tokens nowhere', async () => {
      await get('/api/page-sections?token=abc123');
      await get('/rooms?invite=abc123', { headers: { authorization: 'Bearer abc123' } });
      await get('/api/users/verify/abc123', { method: 'POST' });
      await get('/admin/reset/abc123');
      await logWith('/api/page-sections');
      await logWith('/rooms');
      await logWith('/api/users/verify/[token]');
      const log = JSON.stringify(await logWith('/admin/reset/[token]'));
      expect(log).not.toContain('abc123');
      expect(log).not.toContain('"127.0.0.1"');
    });

    test('says who answered', async () => {
      await get('/api/globals');
      expect(await logWith('/api/globals')).toContainEqual(
        expect.objectContaining({
          method: 'GET',
          path: '/api/globals',
          status: 200,
          upstream: front.cms.address,
        }),
      );
    });
  });
});
