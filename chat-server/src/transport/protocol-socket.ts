import type { IncomingMessage } from 'node:http';

import type { Server } from 'graphql-ws';
import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';

import { errnoOf } from '../errno';
import type { Logger } from '../logger';

/** What graphql-ws keeps of each connection for its callbacks. */
export interface SocketExtra {
  socket: WebSocket;
  request: IncomingMessage;
}

/** A socket is pinged this often, and is gone when it has not answered by the next ping. */
const keepAlive = 12_000; // 12 seconds, graphql-ws's default

/** Hands a `ws` socket over to graphql-ws, and keeps watch that there still is somebody behind it. */
export function serveSocket(
  protocol: Server<SocketExtra>,
  { socket, request }: SocketExtra,
  logger: Logger,
): void {
  const heartbeat = keepAlivePings(socket);

  const fail = (error: unknown): void => {
    logger.error({ err: { code: errnoOf(error) } }, 'a socket could not be served');
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  };

  const ended = protocol.opened(
    {
      protocol: socket.protocol,
      // Not awaited: graphql-ws would take the next event only once this frame has left, and what a slow
      // client has not read would gather where nobody counts it. A failure comes as the socket's error.
      send: (frame) => {
        if (socket.readyState === socket.OPEN) socket.send(frame);
      },
      close: (code, reason) => socket.close(code, reason),
      onMessage: (receive) => {
        socket.on('message', (data) => {
          // With its default settings `ws` gives text as one Buffer.
          receive((data as Buffer).toString()).catch(fail);
        });
      },
    },
    { socket, request },
  );

  // A frame that is too large, or none at all: `ws` closes the socket with the fitting code itself.
  socket.on('error', (error) => logger.debug({ err: { code: errnoOf(error) } }, 'socket error'));
  socket.once('close', (code, reason) => {
    clearInterval(heartbeat);
    void ended(code, reason.toString());
  });
}

function keepAlivePings(socket: WebSocket): NodeJS.Timeout {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  return setInterval(() => {
    if (!isAlive) socket.terminate();
    else {
      isAlive = false;
      socket.ping();
    }
  }, keepAlive);
}
