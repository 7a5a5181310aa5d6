import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createConfig, migrateDatabase } from '@coco-chat/collections';
import { startMongo } from '@coco-chat/e2e/servers';
import { BasePayload, type Payload } from 'payload';
import { pino } from 'pino';

interface Closable {
  close(): void;
}

/** A database of a test's own. */
export interface TestDatabase {
  readonly uri: string;
  /** Payload on this database, as one more process would have it. */
  open(): Promise<Payload>;
  /** Ends every Payload that was opened, and takes the database away. */
  stop(): Promise<void>;
}

export const testSecret = 'b6b1a1b5-7e1c-quiet-harbour-lantern-4f2e';

const logger = pino({ level: 'silent' });

async function databaseAt(uri: string, remove: () => Promise<void>): Promise<TestDatabase> {
  const opened: Payload[] = [];
  const uploadsDirectory = path.join(tmpdir(), 'coco-chat-test-uploads');
  const open = async (): Promise<Payload> => {
    const config = await createConfig({
      databaseUri: uri,
      secret: testSecret,
      uploadsDirectory,
      logger,
    });
    const payload = await new BasePayload().init({ config });
    opened.push(payload);
    return payload;
  };
  await migrateDatabase(await open());
  return {
    uri,
    open,
    async stop() {
      await Promise.all(opened.map(close));
      await remove();
    },
  };
}

async function close(payload: Payload): Promise<void> {
  await payload.destroy();
  // Payload leaves its SQLite file open.
  if (payload.db.name === 'sqlite') (payload.db as unknown as { client: Closable }).client.close();
}

export async function startSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'coco-chat-sqlite-'));
  return databaseAt(`file:${path.join(folder, 'chat.db')}`, () =>
    rm(folder, { recursive: true, force: true }),
  );
}

export async function startMongoDatabase(): Promise<TestDatabase> {
  const mongo = await startMongo();
  return databaseAt(mongo.uri, () => mongo.stop());
}
