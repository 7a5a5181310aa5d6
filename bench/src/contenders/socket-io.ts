import { createServer } from 'node:http';

import { Server } from 'socket.io';

import { serveWorker } from '../harness/worker';
import { createMessage } from './message';
import { listen, settings } from './settings';
import { openStorage } from './storage';

/**
 * Socket.IO as its "Performance tuning" page has it: WebSocket from the start, no compression, and no
 * first request kept for each socket. Its adapter encodes what goes to a room once.
 */
const storage = await openStorage(settings.databaseUri);
const server = createServer();
const io = new Server(server, {
  transports: ['websocket'],
  perMessageDeflate: false,
  serveClient: false,
});
io.engine.on('connection', (rawSocket: { request: unknown }) => {
  rawSocket.request = null;
});

io.on('connection', (socket) => {
  socket.on('join', async (roomId: string, listens: boolean, done: () => void) => {
    if (listens) await socket.join(roomId);
    done();
  });
  socket.on(
    'message',
    async ({ roomId, text }: { roomId: string; text: string }, stored: (seq: number) => void) => {
      const message = createMessage(roomId, text);
      await storage.insert(message);
      io.to(roomId).emit('event', {
        __typename: 'MessagePosted',
        message,
        revision: message.revision,
      });
      stored(message.seq);
    },
  );
});

await listen(server);
serveWorker({});
