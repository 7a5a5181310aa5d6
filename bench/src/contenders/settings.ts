import { once } from 'node:events';
import type { Server } from 'node:http';

import { workerSettings } from '../harness/worker';

export interface ContenderSettings {
  readonly port: number;
  /** Where messages are stored before they are sent on; null for nowhere. */
  readonly databaseUri: string | null;
}

export const settings = workerSettings() as ContenderSettings;

export async function listen(server: Server): Promise<void> {
  await once(server.listen(settings.port, '127.0.0.1'), 'listening');
}
