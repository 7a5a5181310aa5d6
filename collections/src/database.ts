import type { Config } from 'payload';

import { fewerSqliteIndexes, mongoIndexes, sqliteIndexes } from './database-indexes';

export type DatabaseKind = 'sqlite' | 'mongodb';

/**
 * Which database a `DATABASE_URI` means.
 *
 * @throws Error for any scheme but `file:`, `mongodb://` and `mongodb+srv://`
 */
export function databaseKind(uri: string): DatabaseKind {
  if (/^mongodb(\+srv)?:\/\//.test(uri)) return 'mongodb';
  if (uri.startsWith('file:')) return 'sqlite';
  throw new Error('DATABASE_URI begins with file:, mongodb:// or mongodb+srv://');
}

/**
 * Payload's adapter for a `DATABASE_URI`. Ids are strings on both. The adapter of the other database
 * is not even loaded: it would cost each start a quarter of a second, and memory.
 */
export function createDatabase(uri: string, migrationsDirectory?: string): Promise<Config['db']> {
  return databaseKind(uri) === 'mongodb' ? mongodb(uri) : sqlite(uri, migrationsDirectory);
}

async function mongodb(url: string): Promise<Config['db']> {
  const { mongooseAdapter } = await import('@payloadcms/db-mongodb');
  const adapter = mongooseAdapter({
    url,
    // Else a first transaction can run into the indexes being built, and a unique one come too late.
    ensureIndexes: true,
    // Every write waits for the majority: what is acknowledged survives the loss of a primary.
    connectOptions: { writeConcern: { w: 'majority' }, serverSelectionTimeoutMS: 15_000 },
  });
  return { ...adapter, init: (args) => withMongoIndexes(adapter.init(args)) };
}

interface Mongoose {
  init?(): Promise<void> | void;
  collections: Partial<
    Record<string, { schema: { index(fields: object, options: object): unknown } }>
  >;
}

/** Gives the adapter's models the indexes that it then builds with its own, when it connects. */
function withMongoIndexes<Adapter>(adapter: Adapter): Adapter {
  const db = adapter as Mongoose;
  const init = db.init?.bind(db);
  db.init = async () => {
    await init?.();
    for (const [slug, indexes] of Object.entries(mongoIndexes)) {
      for (const { fields, where } of indexes) {
        const options = where ? { partialFilterExpression: where } : {};
        db.collections[slug]?.schema.index(fields, options);
      }
    }
  };
  return adapter;
}

async function sqlite(url: string, migrationDir?: string): Promise<Config['db']> {
  const { sqliteAdapter } = await import('@payloadcms/db-sqlite');
  return sqliteAdapter({
    client: { url },
    idType: 'uuid',
    // FULL is what makes a commit outlive a power cut.
    wal: { synchronous: 'FULL', journalSizeLimit: 64 * 1024 * 1024 },
    // 30 seconds. Without it two writers lose half of their writes; and where a wait runs out, libSQL
    // leaves what this connection writes next uncommitted for a while, so it had better not run out.
    busyTimeout: 30_000,
    ...(migrationDir ? { migrationDir } : {}),
    beforeSchemaInit: [fewerSqliteIndexes],
    afterSchemaInit: [await sqliteIndexes()],
    push: false, // the schema comes from the committed migrations only
  });
}
