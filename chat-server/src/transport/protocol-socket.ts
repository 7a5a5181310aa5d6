import type { IncomingMessage } from 'node:http';

import type { Server } from 'graphql-ws';
import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';

import { errnoOf } from '../errno';
import type { Logger } from '../logger';
import type { SocketEnd } from './departure';

/** What graphql-ws keeps of each connection for its callbacks. */
export interface SocketExtra {
  socket: WebSocket;
  request: IncomingMessage;
  /** How it ended, for whoever asks while it is being taken down. */
  end: SocketEnd;
}

/**
 * Hands a `ws` socket over to graphql-ws, and keeps watch that there still is somebody behind it.
 *
 * @param keepAliveMs it is pinged this often, and is gone when it has not answered by the next ping
 */
export function serveSocket(
  protocol: Server<SocketExtra>,
  { socket, request }: Omit<SocketExtra, 'end'>,
  { keepAliveMs, logger }: { keepAliveMs: number; logger: Logger },
): void {
  const end: SocketEnd = {};
  const heartbeat = keepAlivePings(socket, keepAliveMs, () => {
    end.wasSilent = true;
    socket.terminate();
  });

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
    { socket, request, end },
  );

  // A frame that is too large, or none at all: `ws` closes the socket with the fitting code itself.
  socket.on('error', (error) => logger.debug({ err: { code: errnoOf(error) } }, 'socket error'));
  socket.once('close', (code, reason) => {
    clearInterval(heartbeat);
    end.code ??= code;
    void ended(code, reason.toString());
  });
}

function keepAlivePings(socket: WebSocket, everyMs: number, onSilence: () => void): NodeJS.Timeout {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const judge = (): void => {
    if (!isAlive) onSilence();
    else {
      isAlive = false;
      socket.ping();
    }
  };
  return setInterval(() => {
    // Where this process was busy for long, the answer may be there and not read: timers come first.
    if (isAlive) judge();
    else setImmediate(judge);
  }, everyMs);
}
