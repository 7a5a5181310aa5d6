import { copyFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { Migration, Payload } from 'payload';

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
}

const isSqlite = (db: unknown): db is SqliteDatabase => (db as { name?: string }).name === 'sqlite';

/**
 * Brings a SQLite file to the schema of this version; MongoDB has no schema to migrate, and its
 * indexes are made by Payload when it connects.
 *
 * All pending migrations run in one transaction, which also keeps a second process out; the file as
 * it was before stays beside it as `….before-migration`.
 *
 * @returns the names of the migrations that ran
 * @throws NewerDatabaseError when the file holds a migration that this version does not know
 */
export async function migrateDatabase(payload: Payload): Promise<readonly string[]> {
  const db: unknown = payload.db;
  if (!isSqlite(db)) return [];
  const applied = await appliedMigrations(db.client);
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new NewerDatabaseError(
      `The database was made by a newer version of CoCo Chat (it holds ${unknown.join(', ')}). ` +
        'Start that version, or restore a back-up.',
    );
  }
  const pending = migrations.filter(({ name }) => !applied.includes(name)).map(({ name }) => name);
  if (pending.length === 0) return [];
  if (applied.length > 0) await keepCopy(db);
  await inOneTransaction(db.client, () =>
    // Payload types what a migration is handed as unknown, its SQLite adapter more exactly.
    payload.db.migrate({ migrations: migrations as unknown as Migration[] }),
  );
  return pending;
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

async function inOneTransaction(client: SqliteClient, work: () => Promise<void>): Promise<void> {
  // A table that is rebuilt is dropped in between, which foreign keys would take for a deletion.
  await client.execute('PRAGMA foreign_keys = OFF');
  await client.execute('BEGIN IMMEDIATE');
  try {
    await work();
    const broken = await client.execute('PRAGMA foreign_key_check');
    if (broken.rows.length > 0) throw new Error('A migration left references to nothing.');
    await client.execute('COMMIT');
  } catch (error) {
    await client.execute('ROLLBACK');
    throw error;
  } finally {
    await client.execute('PRAGMA foreign_keys = ON');
  }
}
