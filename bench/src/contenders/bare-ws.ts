import { createServer } from 'node:http';

import { WebSocket, WebSocketServer } from 'ws';

import { serveWorker } from '../harness/worker';
import { createMessage } from './message';
import { listen, settings } from './settings';
import { openStorage } from './storage';

/**
 * `ws` alone, as its README broadcasts: a message is encoded once and sent to everybody in the room. The
 * least that a WebSocket server in JavaScript can do.
 */
const storage = await openStorage(settings.databaseUri);
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
const rooms = new Map<string, Set<WebSocket>>();

/** The README's way to find broken connections, every 30 seconds. */
const alive = new WeakSet<WebSocket>();
setInterval(() => {
  for (const socket of sockets.clients) {
    if (!alive.has(socket)) socket.terminate();
    alive.delete(socket);
    socket.ping();
  }
}, 30_000);

interface Request {
  join?: string;
  listens?: boolean;
  roomId?: string;
  number?: number;
  text?: string;
}

async function post({ number, roomId = '', text = '' }: Request, from: WebSocket): Promise<void> {
  const message = createMessage(roomId, text);
  await storage.insert(message);
  const event = { __typename: 'MessagePosted', message, revision: message.revision };
  const frame = Buffer.from(JSON.stringify(event));
  for (const socket of rooms.get(roomId) ?? []) {
    if (socket.readyState === WebSocket.OPEN) socket.send(frame, { binary: false });
  }
  from.send(JSON.stringify({ stored: number }));
}

sockets.on('connection', (socket) => {
  alive.add(socket);
  socket.on('pong', () => alive.add(socket));
  socket.on('message', (frame: Buffer) => {
    const request = JSON.parse(frame.toString()) as Request;
    if (request.join === undefined) {
      void post(request, socket);
      return;
    }
    const { join, listens } = request;
    if (listens) {
      const room = rooms.get(join) ?? new Set();
      rooms.set(join, room.add(socket));
      socket.once('close', () => room.delete(socket));
    }
    socket.send('{"joined":true}');
  });
});

await listen(server);
serveWorker({});
