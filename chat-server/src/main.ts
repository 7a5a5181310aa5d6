import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import process from 'node:process';

import {
  attachEventBus,
  attachOnlineCount,
  createConfig,
  migrateDatabase,
  NewerDatabaseError,
} from '@coco-chat/collections';
import express from 'express';
import { getPayload } from 'payload';

import { createBus } from './bus/create-bus';
import { withEnvFile } from './env-file';
import { readEnvironment } from './environment';
import { EnvironmentError } from './environment-error';
import { errnoOf } from './errno';
import { createLogger } from './logger';
import { createPresenceStore } from './rooms/presence/create-presence-store';
import { countOnline } from './rooms/presence/presence-store';
import { createChatServer, watchReadiness } from './server';

// This file is bundled into a folder of the workspace.
const root = path.resolve(import.meta.dirname, '../..');

/** How long closing may take, in milliseconds, before the process ends as it stands. */
const closingPatience = 9_000;

/** The chat as a process of its own: environment, wiring, listen, shut down. */
async function main(): Promise<void> {
  const environment = readEnvironment(withEnvFile(process.env, root), { root });
  const { allowedOrigins, databaseUri, dataDir, host, payloadSecret, port } = environment;
  const logger = createLogger(environment);

  const payload = await getPayload({
    config: createConfig({
      databaseUri,
      secret: payloadSecret,
      uploadsDirectory: dataDir,
      allowedOrigins,
      logger,
    }),
  });
  await migrateDatabase(payload);
  const bus = createBus(environment, logger);
  attachEventBus(payload, bus);
  const presence = createPresenceStore(environment, logger);
  attachOnlineCount(payload, () => countOnline(presence));
  const chat = await createChatServer({ payload, environment, logger, bus, presence });

  const app = express().disable('x-powered-by');
  const readiness = watchReadiness({ payload, bus }, logger);
  app.use(readiness.router, chat.router);
  app.use((_request, response) => {
    response.status(404).type('text').send('Not found');
  });
  const server = createServer(app);
  server.on('upgrade', (request, socket, head) => {
    if (!chat.handleUpgrade(request, socket, head)) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    }
  });

  async function close(): Promise<void> {
    readiness.stop();
    const closed = once(server, 'close');
    server.close();
    await chat.close();
    server.closeIdleConnections();
    await closed;
    await bus.close();
    await presence.close();
    await payload.destroy();
  }
  let isClosing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isClosing) process.exit(130);
      isClosing = true;
      setTimeout(() => process.exit(1), closingPatience).unref();
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'closing failed');
          process.exit(1);
        },
      );
    });
  }

  await once(server.listen(port, host), 'listening');
  logger.info({ host, port }, 'The chat server is listening');
}

function reasons(error: unknown): readonly unknown[] {
  const prefix = 'The chat server cannot start:';
  if (error instanceof EnvironmentError) return error.faults.map((fault) => `${prefix} ${fault}`);
  if (error instanceof NewerDatabaseError) return [`${prefix} ${error.message}`];
  if (errnoOf(error) === 'EADDRINUSE') return [`${prefix} PORT: the port is in use`];
  return [prefix, error];
}

try {
  await main();
} catch (error) {
  for (const line of reasons(error)) console.error(line);
  process.exit(1);
}
