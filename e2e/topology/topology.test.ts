import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';

import { describeNeeds, waitFor } from '../servers';
import { startEmbedded, startTopology, topologyNeeds, type Server, type Topology } from './index';

const roomSlugs = '{ rooms(first: 10) { edges { node { slug } } } }';

/** What anybody may ask by HTTP. */
async function askChat(origin: string): Promise<Response> {
  return fetch(`${origin}/chat/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: roomSlugs }),
  });
}

describeNeeds([...topologyNeeds], 'the compose topology as plain processes', () => {
  let dir: string;
  let topology: Topology;

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-topology-'));
    topology = await startTopology({ dir });
  }, 120_000);

  afterAll(async () => {
    await topology.stop();
    await rm(dir, { recursive: true, force: true });
  });

  const answering = async (): Promise<Server> =>
    topology.chatServerOf((await askChat(topology.origin)).headers.get('x-served-by'));

  test('the site, the admin panel and both APIs are behind one origin', async () => {
    const { origin } = topology;
    expect(await (await fetch(origin)).text()).toContain('<div id="root">');
    expect(await (await fetch(`${origin}/admin`)).text()).toContain('/_next/static/');
    expect((await fetch(`${origin}/api/page-sections`)).status).toBe(200);
    expect(await (await askChat(origin)).json()).toMatchObject({
      data: { rooms: { edges: [expect.anything(), expect.anything(), expect.anything()] } },
    });
  });

  test('both chat-servers answer, and one alone when the other is killed', async () => {
    await waitFor(async () => (await answering()) === topology.chat[0]);
    await waitFor(async () => (await answering()) === topology.chat[1]);

    const [first, second] = topology.chat as [Server, Server];
    const { pid } = first;
    await first.kill();
    for (let count = 0; count < 10; count += 1) expect(await answering()).toBe(second);

    await first.start();
    expect(first.pid).not.toBe(pid);
    await waitFor(async () => (await answering()) === first);
  });

  test('WebSockets spread over the chat-servers', async () => {
    const sockets: { socket: WebSocket; server: Server }[] = [];
    for (let count = 0; count < 2; count += 1) {
      const url = `${topology.origin.replace('http', 'ws')}/chat/graphql`;
      const socket = new WebSocket(url, 'graphql-transport-ws', { origin: topology.origin });
      const [response] = (await once(socket, 'upgrade')) as [IncomingMessage];
      sockets.push({
        socket,
        server: topology.chatServerOf(String(response.headers['x-served-by'])),
      });
    }
    expect(new Set(sockets.map(({ server }) => server))).toEqual(new Set(topology.chat));
    for (const { socket } of sockets) socket.terminate();
  });

  test('cms can be stopped and started; until then its answer is 503', async () => {
    const { cms, origin } = topology;
    await cms.stop();
    const away = await fetch(`${origin}/api/page-sections`);
    expect(away.status).toBe(503);
    expect(away.headers.get('retry-after')).toBe('1');
    await cms.start();
    await waitFor(async () => (await fetch(`${origin}/api/page-sections`)).ok);
  });
});

describe('the embedded server', () => {
  test('serves everything on one port, and comes back with its data', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-embedded-'));
    const server = await startEmbedded({ dir });
    try {
      const before: unknown = await (await askChat(server.origin)).json();
      expect(await (await fetch(server.origin)).text()).toContain('<div id="root">');
      await server.kill();
      await server.start();
      expect(await (await askChat(server.origin)).json()).toEqual(before);
    } finally {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    }
  }, 60_000);
});
