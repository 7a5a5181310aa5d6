import { copyFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { MigrateUpArgs } from '@payloadcms/db-sqlite';
import { createLocalReq, type Payload } from 'payload';

import { migrations } from './migrations';

/** The database was last used by a newer version of this product. */
export class NewerDatabaseError extends Error {
  override name = 'NewerDatabaseError';
}

interface SqliteClient {
  execute(sql: string): Promise<{ rows: readonly Record<string, unknown>[] }>;
}

interface SqliteDatabase {
  client: SqliteClient;
  clientConfig: { url: string };
  drizzle: MigrateUpArgs['db'];
}

interface Step {
  name: string;
  up(args: MigrateUpArgs): Promise<void>;
}

const isSqlite = (db: unknown): db is SqliteDatabase => (db as { name?: string }).name === 'sqlite';

/**
 * Brings a SQLite file to the schema of this version; MongoDB has no schema to migrate, and its
 * indexes are made by Payload when it connects.
 *
 * All pending migrations run in one transaction, which also keeps a second process out; a file that
 * held data stays as it was beside the new one, as `….before-migration`.
 *
 * @param steps the migrations of this version, oldest first
 * @returns the names of the migrations that ran
 * @throws NewerDatabaseError when the file holds a migration that this version does not know
 */
export async function migrateDatabase(
  payload: Payload,
  steps: readonly Step[] = migrations,
): Promise<readonly string[]> {
  const db: unknown = payload.db;
  if (!isSqlite(db)) return [];
  const applied = await appliedMigrations(db.client);
  const known = new Set(steps.map(({ name }) => name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new NewerDatabaseError(
      `The database was made by a newer version of CoCo Chat (it holds ${unknown.join(', ')}). ` +
        'Start that version, or restore a back-up.',
    );
  }
  if (steps.length === applied.length) return [];
  if (applied.length > 0) await keepCopy(db);
  return inOneTransaction(db.client, async () => {
    // Asked again, now that nobody else can write: another process may have been first.
    const before = await appliedMigrations(db.client);
    const pending = steps.filter(({ name }) => !before.includes(name));
    const req = await createLocalReq({}, payload);
    for (const step of pending) {
      const { name } = step;
      await step.up({ db: db.drizzle, payload, req });
      await payload.create({
        collection: 'payload-migrations',
        data: { name, batch: before.length + 1 },
        req,
      });
    }
    return pending.map(({ name }) => name);
  });
}

async function appliedMigrations(client: SqliteClient): Promise<string[]> {
  const tables = await client.execute(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'payload_migrations'",
  );
  if (tables.rows.length === 0) return [];
  const { rows } = await client.execute('SELECT name FROM payload_migrations');
  return rows.map(({ name }) => String(name));
}

async function keepCopy({ client, clientConfig }: SqliteDatabase): Promise<void> {
  await client.execute('PRAGMA wal_checkpoint(TRUNCATE)');
  const file = clientConfig.url.startsWith('file:///')
    ? fileURLToPath(clientConfig.url)
    : clientConfig.url.slice('file:'.length);
  const copy = `${file}.before-migration`;
  await rm(copy, { force: true });
  await copyFile(file, copy);
}

async function inOneTransaction<T>(client: SqliteClient, work: () => Promise<T>): Promise<T> {
  // A table that is rebuilt is dropped in between, which foreign keys would take for a deletion.
  await client.execute('PRAGMA foreign_keys = OFF');
  await client.execute('BEGIN IMMEDIATE');
  try {
    const result = await work();
    const broken = await client.execute('PRAGMA foreign_key_check');
    if (broken.rows.length > 0) throw new Error('A migration left references to nothing.');
    await client.execute('COMMIT');
    return result;
  } catch (error) {
    await client.execute('ROLLBACK');
    throw error;
  } finally {
    await client.execute('PRAGMA foreign_keys = ON');
  }
}
