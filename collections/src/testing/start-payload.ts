import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startMongo } from '@coco-chat/e2e/servers';
import { getPayload, type Payload, type SanitizedConfig } from 'payload';

import { createConfig } from '../config';
import type { DatabaseKind } from '../database';
import { migrateDatabase } from '../migrate';

export interface TestPayload {
  payload: Payload;
  config: SanitizedConfig;
  /** Under which Payload's own request functions find this instance among others. */
  cacheKey: string;
  /** Where it keeps uploaded files. */
  directory: string;
  stop(): Promise<void>;
}

/** A Payload on an empty database of its own; `stop` leaves nothing behind. Tests only. */
export async function startPayload(kind: DatabaseKind): Promise<TestPayload> {
  const directory = await mkdtemp(path.join(tmpdir(), 'coco-chat-payload-'));
  const mongo = kind === 'mongodb' ? await startMongo() : undefined;
  const config = await createConfig({
    databaseUri: mongo?.uri ?? `file:${path.join(directory, 'chat.db')}`,
    secret: 'a secret for tests, of more than 32 characters',
    uploadsDirectory: directory,
    admin: { importMap: { autoGenerate: false } },
    logger: { options: { level: 'silent' } },
  });
  const payload = await getPayload({ config, key: directory });
  await migrateDatabase(payload);
  return {
    payload,
    config,
    cacheKey: directory,
    directory,
    stop: async () => {
      await payload.destroy();
      const { client } = payload.db as unknown as { client?: { close?: () => void } };
      client?.close?.();
      await mongo?.stop();
      await rm(directory, { recursive: true });
    },
  };
}
