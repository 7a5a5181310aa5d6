import type { Duplex } from 'node:stream';

import { CloseCode, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';

import { errnoOf } from '../errno';
import { Outlet } from '../fanout/outlet';
import type { Turn } from '../fanout/turn';
import type { Logger } from '../logger';
import type { Connection } from './connections';
import type { originOf } from './context';
import type { SocketEnd } from './departure';
import type { KeepAlive } from './keep-alive';
import { largestBacklog } from './limits';

/** What graphql-ws keeps of each connection for its callbacks. */
export interface SocketExtra {
  socket: WebSocket;
  /** Where it comes from. */
  origin: ReturnType<typeof originOf>;
  /** By which everything goes that the socket is sent. */
  outlet: Outlet;
  /** Once it is known who is behind it. */
  connection?: Connection;
  /** How it ended, for whoever asks while it is being taken down. */
  end: SocketEnd;
}

/** A socket whose request was for the chat. */
interface Upgraded extends Pick<SocketExtra, 'socket' | 'origin'> {
  /** The connection that it came by. */
  stream: Duplex;
}

interface ServingOptions {
  keepAlive: KeepAlive;
  logger: Logger;
  /** Sockets that have something to send send it at the end of its turn. */
  turn: Turn;
  /** Called when the client has not read what it was sent. */
  onTooSlow: (extra: SocketExtra) => void;
}

/** The message that graphql-ws is about to ask {@link takeMessage} for. */
let arrived: unknown;

/** What graphql-ws is given for the text of a message. */
const placeholder = '0';

/**
 * graphql-ws's `jsonMessageReviver`. graphql-ws holds on to the text of what began an operation for as long as
 * that lasts, which for subscriptions is most of what a connection would cost. So it is given a placeholder
 * for the text, and here the message itself.
 */
export const takeMessage = (_key: string, value: unknown): unknown => {
  const message = arrived;
  arrived = undefined;
  return message ?? value;
};

/**
 * Hands a `ws` socket over to graphql-ws, and keeps watch that there still is somebody behind it.
 */
export function serveSocket(
  protocol: Server<SocketExtra>,
  { origin, socket, stream }: Upgraded,
  { keepAlive, logger, onTooSlow, turn }: ServingOptions,
): void {
  const end: SocketEnd = {};
  const outlet = new Outlet(socket, stream, turn, largestBacklog, () => onTooSlow(extra));
  const extra: SocketExtra = { socket, origin, outlet, end };
  keepAlive.watch(socket, () => {
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
          receive(textFor(data as Buffer)).catch(fail);
        });
      },
    },
    extra,
  );

  // A frame that is too large, or none at all: `ws` closes the socket with the fitting code itself.
  socket.on('error', (error) => logger.debug({ err: { code: errnoOf(error) } }, 'socket error'));
  socket.once('close', (code, reason) => {
    keepAlive.forget(socket);
    end.code ??= code;
    void ended(code, reason.toString());
  });
}

/** @returns what graphql-ws reads the message from, at once: see {@link takeMessage} */
function textFor(data: Buffer): string {
  const text = data.toString();
  arrived = undefined;
  try {
    arrived = JSON.parse(text);
  } catch {
    return text; // graphql-ws knows what to answer.
  }
  // It would be told from no message at all.
  return arrived === null || arrived === undefined ? text : placeholder;
}
