import type { sqliteAdapter } from '@payloadcms/db-sqlite';
import type { CollectionSlug } from 'payload';

/**
 * Indexes that a collection's `indexes` cannot say: those that end in the id, go down, are over part of the
 * documents, or over a table that SQLite alone has. What each is for stands beside it; that each is used is
 * proven in `chat-server/src/store/query-plans`.
 */
interface MongoIndex {
  fields: Record<string, 1 | -1>;
  /** The documents that are in it. */
  where?: Record<string, unknown>;
}

export const mongoIndexes: Partial<Record<CollectionSlug, readonly MongoIndex[]>> = {
  // The list of rooms, which goes on behind a room of the same moment.
  'chat-rooms': [{ fields: { kind: 1, createdAt: 1, _id: 1 } }],
  'chat-memberships': [
    // The people of a room.
    { fields: { room: 1, joinedAt: 1, _id: 1 } },
    // Those of them who are banned: few among many.
    {
      fields: { room: 1, joinedAt: 1, _id: 1, bannedAt: 1 },
      where: { bannedAt: { $gt: new Date(0) } },
    },
  ],
  // Whether somebody was named since they last read; most messages name nobody.
  'chat-messages': [
    { fields: { room: 1, mentions: 1, seq: 1 }, where: { mentions: { $exists: true } } },
  ],
  // The list of reports: open ones first, then the newest.
  reports: [{ fields: { handledAt: 1, createdAt: -1 } }],
};

interface SqliteIndex {
  table: string;
  name: string;
  columns: readonly string[];
  /** The rows that are in it. */
  where?: string;
}

/** The same for SQLite. A change here wants a migration, as any change of the schema does. */
const forSqlite: readonly SqliteIndex[] = [
  {
    table: 'chat_memberships',
    name: 'chat_memberships_banned_idx',
    columns: ['room_id', 'joined_at'],
    where: 'banned_at is not null',
  },
  {
    table: 'chat_messages',
    name: 'chat_messages_mentioning_idx',
    columns: ['room_id', 'seq'],
    where: 'mentions is not null',
  },
  { table: 'reports', name: 'reports_listed_idx', columns: ['handled_at', 'created_at desc'] },
  {
    // Else the interests of all sessions are read in their order, to find those of one.
    table: 'random_sessions_texts',
    name: 'random_sessions_texts_parent_idx',
    columns: ['parent_id', '`order`'],
  },
];

type SchemaHook = NonNullable<Parameters<typeof sqliteAdapter>[0]['afterSchemaInit']>[number];

/** Adds them to the schema that migrations are made from. */
export async function sqliteIndexes(): Promise<SchemaHook> {
  const { sql } = await import('@payloadcms/db-sqlite');
  const { index } = await import('@payloadcms/db-sqlite/drizzle/sqlite-core');
  return ({ extendTable, schema }) => {
    for (const { columns, name, table: tableName, where } of forSqlite) {
      const table = schema.tables[tableName];
      if (!table) throw new Error(`The schema has no table ${tableName}.`);
      const [first = '', ...others] = columns;
      const made = index(name).on(sql.raw(first), ...others.map((column) => sql.raw(column)));
      const own = where === undefined ? made : made.where(sql.raw(where));
      extendTable({ table, extraConfig: () => ({ [name]: own }) });
    }
    return schema;
  };
}
