import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { waitFor } from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WebSocketServer, type WebSocket } from 'ws';

import { LoadSocket } from './load-socket';

let server: WebSocketServer;

beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
});
afterAll(async () => {
  for (const socket of server.clients) socket.terminate();
  server.close();
  await once(server, 'close');
});

interface Connected {
  readonly there: WebSocket;
  readonly here: LoadSocket;
  readonly frames: string[];
  readonly closed: number[];
}

async function connect(): Promise<Connected> {
  const frames: string[] = [];
  const closed: number[] = [];
  const connection = once(server, 'connection') as Promise<[WebSocket]>;
  const here = new LoadSocket({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    path: '/',
    onOpen: () => undefined,
    onFrame: (buffer, start, end) => frames.push(buffer.toString('utf8', start, end)),
    onClose: (code) => closed.push(code),
  });
  const [there] = await connection;
  return { there, here, frames, closed };
}

test('frames of every size are read, however they are cut into pieces', async () => {
  const { frames, here, there } = await connect();
  const texts = [0, 1, 125, 126, 65_535, 65_536, 400_000].map((length) => 'a'.repeat(length));
  for (const text of texts) there.send(text);
  await waitFor(() => frames.length === texts.length);
  expect(frames.map(({ length }) => length)).toEqual(texts.map(({ length }) => length));
  here.destroy();
});

test('what is sent arrives, and pings are answered', async () => {
  const { here, there } = await connect();
  const received: string[] = [];
  there.on('message', (frame: Buffer) => received.push(frame.toString()));
  const pong = once(there, 'pong') as Promise<[Buffer]>;
  there.ping('still there?');
  for (const text of ['하늘', 'a'.repeat(126), 'b'.repeat(70_000)]) here.send(text);
  await waitFor(() => received.length === 3);
  expect(received).toEqual(['하늘', 'a'.repeat(126), 'b'.repeat(70_000)]);
  expect((await pong)[0].toString()).toBe('still there?');
  here.destroy();
});

test("the server's closing code is told, and a connection broken here is not", async () => {
  const refused = await connect();
  refused.there.close(4442);
  await waitFor(() => refused.closed.length > 0);
  expect(refused.closed).toEqual([4442]);

  const broken = await connect();
  const gone = once(broken.there, 'close');
  broken.here.destroy();
  await gone;
  expect(broken.closed).toEqual([]);
});
