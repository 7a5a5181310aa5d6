import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { Duplex } from 'node:stream';

import { listen } from './listen';

/** How long requests under way may still take once the server stops, in milliseconds. */
const drainLimit = 5_000;

const notYet =
  '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="1">' +
  '<title>CoCo Chat</title><p>CoCo Chat is starting … · 시작하는 중입니다 …';

export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** The one port. It is taken first of all, so that nothing is begun where it is in use. */
export interface Door {
  port: number;
  /** From now on requests are answered; before, everybody was told to wait (503). */
  open(answer: RequestListener, upgrade: UpgradeListener): void;
  /** Nobody new comes in. Resolves when those inside are done, or their time is up. */
  close(): Promise<void>;
}

/** @throws StartupError when the port cannot be had */
export async function takePort(address: { host: string; port: number }): Promise<Door> {
  const server = createServer();

  const askToWait: RequestListener = (request, response) => {
    const alive = request.url === '/healthz';
    response.writeHead(alive ? 200 : 503, {
      'Cache-Control': 'no-store',
      'Content-Type': 'text/html; charset=utf-8',
      'Retry-After': '1',
    });
    response.end(notYet);
  };
  const refuseUpgrade: UpgradeListener = (_request, socket) => {
    socket.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n\r\n');
  };
  server.on('request', askToWait);
  server.on('upgrade', refuseUpgrade);
  const port = await listen(server, address);

  return {
    port,
    open(answer, upgrade) {
      server.off('request', askToWait);
      server.off('upgrade', refuseUpgrade);
      server.on('request', answer);
      server.on('upgrade', upgrade);
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => {
          server.closeAllConnections();
          resolve();
        }, drainLimit).unref();
      });
    },
  };
}
