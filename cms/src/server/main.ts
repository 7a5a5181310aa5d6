import path from 'node:path';
import process from 'node:process';

import {
  attachChat,
  countOnline,
  createBus,
  createChatServer,
  createLogger,
  createPresenceStore,
  EnvironmentError,
  readEnvironment,
  withEnvFile,
  watchReadiness,
} from '@coco-chat/chat-server';
import {
  attachEventBus,
  attachOnlineCount,
  attachGuestLimiter,
  NewerDatabaseError,
} from '@coco-chat/collections';

import { seed } from '../seed/seed';
import { announce } from './announce';
import { createApp } from './create-app';
import { assertWritable } from './data-folder';
import { takePort } from './door';
import { createFirstAdmin, hasAdmin } from './first-admin';
import { createGuestLimits } from './guest-limits';
import { openNextApp } from './next-app';
import { openPayload } from './open-payload';
import { closeParts, type Parts } from './parts';
import { publishEnvironment } from './publish-environment';
import { openVisitorAnswers } from './shared-answers/visitor-answers';
import { StartupError } from './startup-error';
import { closeOnStopSignals } from './stop-signals';

// This file is bundled into a folder of the workspace.
const workspace = path.resolve(import.meta.dirname, '..');
const root = path.dirname(workspace);

interface MainOptions {
  /** The environment as the operator set it. */
  operatorEnvironment: NodeJS.ProcessEnv;
  dev: boolean;
}

/** Runs the product until a signal stops it. What keeps it from starting is said in a line each. */
export async function main(options: MainOptions): Promise<void> {
  try {
    await start(options);
  } catch (error) {
    for (const line of reasons(error)) console.error(line);
    process.exit(1);
  }
}

function reasons(error: unknown): readonly unknown[] {
  const prefix = 'CoCo Chat cannot start:';
  if (error instanceof EnvironmentError) return error.faults.map((fault) => `${prefix} ${fault}`);
  if (error instanceof StartupError || error instanceof NewerDatabaseError) {
    return [`${prefix} ${error.message}`];
  }
  return [prefix, error];
}

async function start({ operatorEnvironment, dev }: MainOptions): Promise<void> {
  const variables = withEnvFile(operatorEnvironment, root);
  const environment = readEnvironment(variables, { root });
  publishEnvironment(environment, variables.PUBLIC_URL);
  await assertWritable(environment.dataDir);

  const logger = createLogger(environment);
  const parts: Parts = {};
  closeOnStopSignals(() => closeParts(parts, logger), logger);

  const door = (parts.door = await takePort(environment));
  const payload = (parts.payload = await openPayload({ logger }));
  if (environment.firstAdmin) await createFirstAdmin(payload, environment.firstAdmin);
  if (await seed(payload)) logger.info('first content written');

  const bus = (parts.bus = createBus(environment, logger));
  attachEventBus(payload, bus);
  const guestLimits = (parts.guestLimits = createGuestLimits(environment, logger));
  attachGuestLimiter(payload, guestLimits);
  const presence = (parts.presence = createPresenceStore(environment, logger));
  attachOnlineCount(payload, () => countOnline(presence));
  if (environment.embedded) {
    parts.chat = await createChatServer({ payload, environment, logger, bus, presence });
  } else {
    parts.attachedChat = await attachChat(payload, { bus, environment, logger });
  }
  parts.readiness = watchReadiness({ payload, bus }, logger);
  const next = (parts.next = await openNextApp(workspace, {
    dev,
    hostname: environment.host,
    port: door.port,
  }));
  if (!dev) {
    parts.visitorAnswers = await openVisitorAnswers({ payload, bus, environment, logger });
  }

  const app = createApp({
    environment,
    dev,
    next,
    readiness: parts.readiness.router,
    ...(parts.visitorAnswers ? { visitorAnswers: parts.visitorAnswers } : {}),
    ...(parts.chat ? { chat: parts.chat } : {}),
    ...(environment.embedded && !dev ? { siteFolder: path.join(root, 'site', 'dist') } : {}),
  });
  door.open(app, (request, socket, head) => {
    if (parts.chat?.handleUpgrade(request, socket, head)) return;
    if (dev && request.url?.startsWith('/_next/')) next.handleUpgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  announce({ environment, port: door.port, adminMissing: !(await hasAdmin(payload)) });
}
