import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { describeNeeds } from '../servers';
import type { RunningNginx } from '../topology';
import { openSocket, startFront, type Front } from './front';

describeNeeds('nginx', "nginx's limits", () => {
  let front: Front;
  let nginx: RunningNginx;

  beforeAll(async () => {
    front = await startFront();
    ({ nginx } = front);
  });

  afterAll(() => front.stop());

  const get = (address: string, init?: RequestInit) => fetch(nginx.origin + address, init);

  const codeOf = async (response: Response) => {
    const body = (await response.json()) as { errors: { extensions: { code: string } }[] };
    return body.errors[0]?.extensions.code;
  };
  const statuses = (responses: Response[]) => new Set(responses.map(({ status }) => status));
  const many = (count: number, send: () => Promise<Response>) =>
    Promise.all(Array.from({ length: count }, send));

  test.each([
    ['NGINX_API_RATE', '/api/graphql', 150],
    ['NGINX_LOGIN_RATE', '/api/users/login', 20],
    ['NGINX_CHAT_RATE', '/chat/graphql', 130],
  ])('%s: above it an address gets 429 as a GraphQL error', async (variable, address, count) => {
    const limited = await front.another({ [variable]: '1r/m' });
    const responses = await many(count, () => fetch(limited.origin + address, { method: 'POST' }));
    expect(statuses(responses)).toEqual(new Set([200, 429]));
    const refusal = responses.find(({ status }) => status === 429) as Response;
    expect(refusal.headers.get('retry-after')).toBe('1');
    expect(refusal.headers.get('content-type')).toContain('application/json');
    expect(await codeOf(refusal)).toBe('RATE_LIMITED');
    // Other paths are not counted with it.
    expect((await fetch(`${limited.origin}/`)).status).toBe(200);
  });

  test('NGINX_CHAT_CONNECTIONS: an address has so many WebSockets and no more', async () => {
    const limited = await front.another({ NGINX_CHAT_CONNECTIONS: '2' });
    const opened = [await openSocket(limited.origin), await openSocket(limited.origin)];
    await expect(openSocket(limited.origin)).rejects.toThrow('429');
    for (const { socket } of opened) socket.terminate();
  });

  test('a request that is too large gets 413 as a GraphQL error', async () => {
    const body = 'x'.repeat(300 * 1024);
    const response = await get('/chat/graphql', { method: 'POST', body });
    expect(response.status).toBe(413);
    expect(await codeOf(response)).toBe('PAYLOAD_TOO_LARGE');
    expect((await get('/api/media', { method: 'POST', body })).status).toBe(200);
    const upload = 'x'.repeat(10 * 1024 * 1024 + 1024); // the largest file, and what stands around it
    expect((await get('/api/chat-attachments', { method: 'POST', body: upload })).status).toBe(200);
  });
});
