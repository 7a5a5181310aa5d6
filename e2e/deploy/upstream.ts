import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { WebSocketServer } from 'ws';

/** What an upstream was asked: it answers every request with this, as JSON. */
export interface Echo {
  /** The name of the upstream. */
  readonly upstream: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Upstream {
  /** `127.0.0.1:port` */
  readonly address: string;
  stop(): Promise<void>;
}

function echo(upstream: string, request: IncomingMessage): string {
  const { method, url, headers } = request;
  return JSON.stringify({ upstream, method, url, headers });
}

/**
 * A server behind nginx that says which one it is, and what it was asked. A WebSocket gets the same as its
 * first message, then every message back.
 */
export async function startUpstream(name: string): Promise<Upstream> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json').end(echo(name, request));
    });
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => {
    socket.send(echo(name, request));
    socket.on('message', (message: Buffer) => socket.send(message.toString()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
