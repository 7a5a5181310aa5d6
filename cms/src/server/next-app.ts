import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import next from 'next';

/** The Next app: the admin panel and Payload's APIs. */
export interface NextApp {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** For the live reload of `npm run dev`; Next has no other use for an upgrade. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/** @param folder where `next.config.mjs` is */
export async function openNextApp(
  folder: string,
  { dev, hostname, port }: { dev: boolean; hostname: string; port: number },
): Promise<NextApp> {
  // Never listens. On the real server Next would meet the upgrades that are the chat's.
  const upgrades = createServer();
  const app = next({ dev, dir: folder, hostname, port, httpServer: upgrades });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    handle: (request, response) => handle(request, response),
    handleUpgrade: (request, socket, head) => {
      if (!upgrades.emit('upgrade', request, socket, head)) socket.destroy();
    },
    close: () => app.close(),
  };
}
