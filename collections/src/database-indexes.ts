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
  // What refers to another row is looked for when that one is deleted; most messages have none of these.
  ...(['reply_to', 'edited_by', 'deleted_by', 'hidden_by'] as const).map((field) => ({
    table: 'chat_messages',
    name: `chat_messages_${field}_set_idx`,
    columns: [`${field}_id`],
    where: `${field}_id is not null`,
  })),
  { table: 'reports', name: 'reports_listed_idx', columns: ['handled_at', 'created_at desc'] },
  {
    // Else the interests of all sessions are read in their order, to find those of one.
    table: 'random_sessions_texts',
    name: 'random_sessions_texts_parent_idx',
    columns: ['parent_id', '`order`'],
  },
];

/**
 * What Payload would index for SQLite, as it does with every relationship, and what each message that is posted
 * would then have to be entered in: they begin an index over several fields, or are replaced above.
 */
const withoutOnSqlite: Readonly<Record<string, readonly string[]>> = {
  chat_messages: [
    ...['chat_messages_room_idx', 'chat_messages_author_idx', 'chat_messages_reply_to_idx'],
    ...['chat_messages_edited_by_idx', 'chat_messages_deleted_by_idx'],
    'chat_messages_hidden_by_idx',
  ],
};

type Adapter = Parameters<typeof sqliteAdapter>[0];
type SchemaHook = NonNullable<Adapter['afterSchemaInit']>[number];

/** What a schema hook is given beside what its type says. */
interface AdapterInHook {
  adapter: { rawTables: Record<string, { indexes?: Record<string, { name: string }> }> };
}

/** Takes them out of the schema that migrations are made from. */
export const fewerSqliteIndexes: NonNullable<Adapter['beforeSchemaInit']>[number] = (hook) => {
  const { adapter } = hook as unknown as AdapterInHook;
  for (const [tableName, names] of Object.entries(withoutOnSqlite)) {
    const table = adapter.rawTables[tableName];
    const indexes = Object.entries(table?.indexes ?? {});
    const kept = indexes.filter(([, { name }]) => !names.includes(name));
    if (!table || indexes.length - kept.length !== names.length) {
      throw new Error(`The schema lacks an index of ${names.join(', ')}.`);
    }
    table.indexes = Object.fromEntries(kept);
  }
  return hook.schema;
};

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
