import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import type { Server } from 'graphql-ws';
import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';

import { errnoOf } from '../errno';
import { Outlet } from '../fanout/outlet';
import type { Turn } from '../fanout/turn';
import type { Logger } from '../logger';
import type { Connection } from './connections';
import type { SocketEnd } from './departure';
import { largestBacklog } from './limits';

/** What graphql-ws keeps of each connection for its callbacks. */
export interface SocketExtra {
  socket: WebSocket;
  request: IncomingMessage;
  /** By which everything goes that the socket is sent. */
  outlet: Outlet;
  /** Once it is known who is behind it. */
  connection?: Connection;
  /** How it ended, for whoever asks while it is being taken down. */
  end: SocketEnd;
}

/** A socket whose request was for the chat. */
interface Upgraded {
  socket: WebSocket;
  request: IncomingMessage;
  /** The connection that it came by. */
  stream: Duplex;
}

interface ServingOptions {
  /** It is pinged this often, in milliseconds, and is gone when it has not answered by the next ping. */
  keepAliveMs: number;
  logger: Logger;
  /** Sockets that have something to send send it at the end of its turn. */
  turn: Turn;
  /** Called when the client has not read what it was sent. */
  onTooSlow: (extra: SocketExtra) => void;
}

/**
 * Hands a `ws` socket over to graphql-ws, and keeps watch that there still is somebody behind it.
 */
export function serveSocket(
  protocol: Server<SocketExtra>,
  { request, socket, stream }: Upgraded,
  { keepAliveMs, logger, onTooSlow, turn }: ServingOptions,
): void {
  const end: SocketEnd = {};
  const outlet = new Outlet({
    ...{ socket, stream, turn },
    limit: largestBacklog,
    onTooSlow: () => onTooSlow(extra),
  });
  const extra: SocketExtra = { socket, request, outlet, end };
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
      send: (message) => outlet.send(message),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (receive) => {
        socket.on('message', (data) => {
          // With its default settings `ws` gives text as one Buffer.
          receive((data as Buffer).toString()).catch(fail);
        });
      },
    },
    extra,
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
