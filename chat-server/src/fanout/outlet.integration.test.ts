import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

import { waitFor } from '@coco-chat/e2e/servers';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { WebSocket, WebSocketServer } from 'ws';

import { Outlet } from './outlet';
import { SharedFrames } from './shared-frames';
import { Turn } from './turn';

// These pin what shared frames rely on in `ws`: that it writes each frame to the stream of its upgrade at
// once and whole, and counts what waits there.

let server: Server;
let sockets: WebSocketServer;
let client: WebSocket;
let socket: WebSocket;
let stream: Duplex;
let outlet: Outlet;
let tooSlow: number;
let received: string[];

beforeEach(async () => {
  sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  server = createServer().on('upgrade', (request, upgraded, head) => {
    stream = upgraded;
    sockets.handleUpgrade(request, upgraded, head, (accepted) => (socket = accepted));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  received = [];
  client.on('message', (message: Buffer) => received.push(message.toString()));
  client.on('ping', (text: Buffer) => received.push(`ping ${text.toString()}`));
  await once(client, 'open');
  tooSlow = 0;
  const limit = 1_000;
  const onTooSlow = (): void => {
    tooSlow += 1;
    socket.terminate();
  };
  outlet = new Outlet(socket, stream, new Turn(), limit, onTooSlow);
});
afterEach(async () => {
  client.terminate();
  server.close();
  await once(server, 'close');
});

const to = (id: string, isGone = false) => ({ id: Buffer.from(JSON.stringify(id)), isGone });
const framesOf = (...payloads: unknown[]): SharedFrames =>
  new SharedFrames(payloads.map((payload) => Buffer.from(JSON.stringify(payload))));
const next = (id: string, payload: unknown): string =>
  JSON.stringify({ id, type: 'next', payload });

test.each([0, 60, 61, 125, 126, 65_400, 65_535, 65_536, 200_000])(
  'frames of %d characters are read as they were made',
  async (length) => {
    const payload = 'x'.repeat(length);
    outlet.share(framesOf(payload, '하늘', payload), to('1'));
    await waitFor(() => received.length === 3);
    expect(received).toEqual([next('1', payload), next('1', '하늘'), next('1', payload)]);
  },
);

test('frames of one turn leave in one write, with all that ws sends meanwhile', async () => {
  const writes = jest.spyOn(stream as unknown as { _writev: () => void }, '_writev');
  const single = jest.spyOn(stream, '_write');
  outlet.send('first');
  outlet.share(framesOf(1, 2), to('1'));
  outlet.share(framesOf(3), to('2'));
  outlet.send('last');
  await waitFor(() => received.length === 5);
  expect(received).toEqual(['first', next('1', 1), next('1', 2), next('2', 3), 'last']);
  expect([writes.mock.calls.length, single.mock.calls.length]).toEqual([1, 0]);
});

test('the same frames go to each under their own id', async () => {
  const frames = framesOf('shared');
  for (const id of ['a', 'b', 'long', 'a', 'b']) outlet.share(frames, to(id));
  await waitFor(() => received.length === 5);
  expect(received).toEqual(['a', 'b', 'long', 'a', 'b'].map((id) => next(id, 'shared')));
});

test('who has gone is sent nothing of what was still here', async () => {
  outlet.share(framesOf('gone'), to('1', true));
  outlet.share(framesOf('here'), to('2'));
  await waitFor(() => received.length === 1);
  expect(received).toEqual([next('2', 'here')]);
});

test('what ws counts as queued includes shared frames, and too much of it lets the client go', async () => {
  stream.cork();
  outlet.share(framesOf('x'.repeat(2_000)), to('1'));
  await waitFor(() => socket.bufferedAmount > 2_000);
  expect(tooSlow).toBe(0);
  outlet.share(framesOf('more'), to('1'));
  await waitFor(() => tooSlow === 1);
  expect(received).toEqual([]);
});

test('nothing follows a close', async () => {
  outlet.share(framesOf('before'), to('1'));
  outlet.send('complete');
  socket.close(4444);
  outlet.share(framesOf('after'), to('1'));
  outlet.send('after');
  const [code] = (await once(client, 'close')) as [number];
  expect([code, received]).toEqual([4444, [next('1', 'before'), 'complete']]);
});

type Step =
  | { do: 'share'; payload: string; id: string }
  | { do: 'send' | 'ping'; text: string }
  | { do: 'turn' };

const text = fc.string({ maxLength: 100 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('share' as const),
    payload: fc.string({ maxLength: 300, unit: 'grapheme' }),
    id: fc.constantFrom('1', 'two', '세'),
  }),
  fc.record({ do: fc.constantFrom('send' as const, 'ping' as const), text }),
  fc.record({ do: fc.constant('turn' as const) }),
);

test('messages keep their order, whichever way they go, and control frames harm none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      received.length = 0;
      const sent: string[] = [];
      let pings = 0;
      for (const one of steps) {
        if (one.do === 'share') {
          outlet.share(framesOf(one.payload), to(one.id));
          sent.push(next(one.id, one.payload));
        } else if (one.do === 'send') {
          outlet.send(one.text);
          sent.push(one.text);
        } else if (one.do === 'ping') {
          socket.ping('?');
          pings += 1;
        } else await new Promise(setImmediate);
      }
      await waitFor(() => received.length === sent.length + pings);
      expect(received.filter((one) => one !== 'ping ?')).toEqual(sent);
      expect(tooSlow).toBe(0);
    }),
    { numRuns: 200 },
  );
}, 60_000);
