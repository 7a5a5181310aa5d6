import { createClient } from '@libsql/client';
import { MongoClient } from 'mongodb';

import type { PlainMessage } from './message';

/** Where a contender keeps messages: the same databases as the product, as safely, one insert each. */
export interface Storage {
  insert(message: PlainMessage): Promise<void>;
  /** The messages of a room after a seq, in their order. */
  after(roomId: string, seq: number, limit: number): Promise<PlainMessage[]>;
}

const nowhere: Storage = {
  insert: async () => undefined,
  after: async () => [],
};

/** @param uri as in DATABASE_URI; null for no storage at all */
export async function openStorage(uri: string | null): Promise<Storage> {
  if (uri === null) return nowhere;
  return uri.startsWith('file:') ? openSqlite(uri) : openMongo(uri);
}

async function openSqlite(url: string): Promise<Storage> {
  const client = createClient({ url });
  await client.execute('PRAGMA journal_mode = WAL');
  // What the product has: a commit outlives a power cut.
  await client.execute('PRAGMA synchronous = FULL');
  await client.execute(`CREATE TABLE IF NOT EXISTS bench_messages (
    id TEXT PRIMARY KEY, room TEXT NOT NULL, seq INTEGER NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL,
    client_message_id TEXT NOT NULL, created_at TEXT NOT NULL, message TEXT NOT NULL)`);
  await client.execute(
    'CREATE UNIQUE INDEX IF NOT EXISTS bench_messages_place ON bench_messages (room, seq)',
  );
  return {
    async insert(message) {
      const { author, clientMessageId, createdAt, id, roomId, seq, text } = message;
      await client.execute({
        sql: 'INSERT INTO bench_messages VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        args: [
          id,
          roomId,
          seq,
          author.id,
          text,
          clientMessageId,
          createdAt,
          JSON.stringify(message),
        ],
      });
    },
    async after(roomId, seq, limit) {
      const { rows } = await client.execute({
        sql: 'SELECT message FROM bench_messages WHERE room = ? AND seq > ? ORDER BY seq LIMIT ?',
        args: [roomId, seq, limit],
      });
      return rows.map(({ message }) => JSON.parse(message as string) as PlainMessage);
    },
  };
}

async function openMongo(uri: string): Promise<Storage> {
  const client = await MongoClient.connect(uri, { writeConcern: { w: 'majority' } });
  const messages = client.db().collection<PlainMessage>('bench-messages');
  await messages.createIndex({ roomId: 1, seq: 1 }, { unique: true });
  return {
    async insert(message) {
      await messages.insertOne({ ...message });
    },
    after: (roomId, seq, limit) =>
      messages
        .find({ roomId, seq: { $gt: seq } }, { projection: { _id: 0 } })
        .sort({ seq: 1 })
        .limit(limit)
        .toArray(),
  };
}
