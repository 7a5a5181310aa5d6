import { createClient } from '@libsql/client';
import { MongoClient, ObjectId, type Document } from 'mongodb';

/**
 * Fills a database of the product with more of what is in it already: rows that the product itself wrote
 * are copied under other ids. Millions by its own API would take a day.
 */
export interface GrowingDatabase {
  /**
   * Copies of a room's first message as its further history; `total` messages are in the room then. They
   * count as indexed, else the product would index millions meanwhile, and no search finds them.
   */
  growHistory(roomId: string, total: number): Promise<void>;
  /** Copies of an account and its membership in a room; `total` members are in the room then. */
  growMembers(roomId: string, accountId: string, total: number): Promise<void>;
  /** Copies of a room, without anybody in them; `total` rooms are there then. */
  growRooms(roomId: string, total: number): Promise<void>;
  stop(): Promise<void>;
}

export const openGrowing = (databaseUri: string): Promise<GrowingDatabase> =>
  databaseUri.startsWith('file:') ? openSqlite(databaseUri) : openMongo(databaseUri);

/** Rows in one transaction, or documents in one request. */
const batch = 20_000;

/** Each member joined a millisecond after the one before, from this time on, in milliseconds since 1970. */
const joinedFrom = Date.UTC(2023, 0);

/** The product indexes so many at a time. */
const messagesInBlock = 64;

/** An id of its own for each number, ascending, so that indexes grow at their end as they do over time. */
const idOf = (kind: number): string => `printf('0000000${kind}-0000-4000-8000-%012x', n)`;

async function openSqlite(url: string): Promise<GrowingDatabase> {
  const client = createClient({ url });
  await client.execute('PRAGMA busy_timeout = 10000');
  // Only the filling is unsafe, and only until it is over.
  await client.execute('PRAGMA synchronous = OFF');
  await client.execute('PRAGMA cache_size = -500000');
  await client.execute('PRAGMA foreign_keys = OFF');

  /** @param values SQL for each column that differs, in terms of the number `n` */
  async function copy(
    table: string,
    id: string,
    values: Readonly<Record<string, string>>,
    { from, to }: { from: number; to: number },
  ): Promise<void> {
    const { rows } = await client.execute(`SELECT name FROM pragma_table_info('${table}')`);
    const names = rows.map(({ name }) => name as string);
    const selected = names.map((name) => values[name] ?? `"${name}"`).join(', ');
    const columns = names.map((name) => `"${name}"`).join(', ');
    for (let first = from; first <= to; first += batch) {
      const last = Math.min(to, first + batch - 1);
      await client.execute({
        sql: `WITH RECURSIVE numbers(n) AS (SELECT ${first} UNION ALL SELECT n + 1 FROM numbers WHERE n < ${last})
          INSERT INTO ${table} (${columns})
          SELECT ${selected} FROM numbers CROSS JOIN ${table} WHERE id = ?`,
        args: [id],
      });
    }
  }

  const one = async (sql: string, args: string[]): Promise<Record<string, unknown>> => {
    const { rows } = await client.execute({ sql, args });
    if (!rows[0]) throw new Error(`Nothing to copy: ${sql}`);
    return rows[0];
  };

  return {
    async growHistory(roomId, total) {
      const { id } = await one('SELECT id FROM chat_messages WHERE room_id = ? LIMIT 1', [roomId]);
      const { lastSeq, revision } = await one(
        'SELECT last_seq AS lastSeq, revision FROM chat_room_counters WHERE id = ?',
        [roomId],
      );
      const offset = Number(revision) - Number(lastSeq);
      await copy(
        'chat_messages',
        id as string,
        {
          id: idOf(1),
          seq: 'n',
          revision: `n + ${offset}`,
          client_message_id: idOf(1),
        },
        { from: Number(lastSeq) + 1, to: total },
      );
      await client.execute({
        sql: 'UPDATE chat_room_counters SET last_seq = ?, revision = ? WHERE id = ?',
        args: [total, total + offset, roomId],
      });
      await client.execute({
        sql: `INSERT INTO chat_search_rooms (room_id, indexed_to) VALUES (?, ?)
          ON CONFLICT (room_id) DO UPDATE SET indexed_to = excluded.indexed_to`,
        args: [roomId, total - (total % messagesInBlock)],
      });
    },
    async growMembers(roomId, accountId, total) {
      const { id } = await one(
        'SELECT id FROM chat_memberships WHERE room_id = ? AND user_id = ?',
        [roomId, accountId],
      );
      const { count } = await one(
        'SELECT count(*) AS count FROM chat_memberships WHERE room_id = ?',
        [roomId],
      );
      const numbers = { from: Number(count) + 1, to: total };
      const email = `printf('%d@growth.example.org', n)`;
      await copy('users', accountId, { id: idOf(2), email }, numbers);
      const joinedAt = `strftime('%Y-%m-%dT%H:%M:%fZ', (${joinedFrom} + n) / 1000.0, 'unixepoch')`;
      const membership = {
        id: idOf(3),
        user_id: idOf(2),
        participant_id: idOf(3),
        joined_at: joinedAt,
      };
      await copy('chat_memberships', id as string, membership, numbers);
      await client.execute({
        sql: 'UPDATE chat_room_counters SET member_count = ? WHERE id = ?',
        args: [total, roomId],
      });
    },
    async growRooms(roomId, total) {
      const { count } = await one('SELECT count(*) AS count FROM chat_rooms', []);
      const slug = `printf('growth-%d', n)`;
      const room = { id: idOf(4), slug, title: `printf('방 %d', n)` };
      await copy('chat_rooms', roomId, room, { from: Number(count) + 1, to: total });
    },
    async stop() {
      client.close();
    },
  };
}

async function openMongo(uri: string): Promise<GrowingDatabase> {
  const client = await MongoClient.connect(uri);
  const database = client.db();

  async function copy(
    collection: string,
    filter: Document,
    change: (number: number) => Document,
    { from, to }: { from: number; to: number },
  ): Promise<void> {
    const template = await database.collection(collection).findOne(filter);
    if (!template) throw new Error(`Nothing to copy in ${collection}`);
    for (let first = from; first <= to; first += batch) {
      const last = Math.min(to, first + batch - 1);
      const documents = Array.from({ length: last - first + 1 }, (_, index) => ({
        ...template,
        _id: new ObjectId(),
        ...change(first + index),
      }));
      await database.collection(collection).insertMany(documents, { ordered: false });
    }
  }
  const counters = (roomId: string, $set: Document): Promise<unknown> =>
    database.collection('chat-room-counters').updateOne({ _id: new ObjectId(roomId) }, { $set });

  return {
    async growHistory(roomId, total) {
      const room = new ObjectId(roomId);
      const now = await database.collection('chat-room-counters').findOne({ _id: room });
      if (!now) throw new Error('Nothing was posted in the room');
      const { lastSeq, revision } = now as unknown as { lastSeq: number; revision: number };
      await copy(
        'chat-messages',
        { room },
        (number) => ({
          seq: number,
          revision: number + revision - lastSeq,
          clientMessageId: `growth-${number}`,
        }),
        { from: lastSeq + 1, to: total },
      );
      await counters(roomId, { lastSeq: total, revision: total + revision - lastSeq });
      await database
        .collection('chat-search-progress')
        .updateOne(
          { _id: room },
          { $set: { indexedTo: total - (total % messagesInBlock) } },
          { upsert: true },
        );
    },
    async growMembers(roomId, accountId, total) {
      const [room, user] = [new ObjectId(roomId), new ObjectId(accountId)];
      const count = await database.collection('chat-memberships').countDocuments({ room });
      const numbers = { from: count + 1, to: total };
      const ids = new Map<number, ObjectId>();
      await copy(
        'users',
        { _id: user },
        (number) => {
          const _id = new ObjectId();
          ids.set(number, _id);
          return { _id, email: `${number}@growth.example.org` };
        },
        numbers,
      );
      await copy(
        'chat-memberships',
        { room, user },
        (number) => ({
          user: ids.get(number),
          participantId: `growth-${number}`,
          joinedAt: new Date(joinedFrom + number),
        }),
        numbers,
      );
      await counters(roomId, { memberCount: total });
    },
    async growRooms(roomId, total) {
      const count = await database.collection('chat-rooms').countDocuments();
      await copy(
        'chat-rooms',
        { _id: new ObjectId(roomId) },
        (number) => ({ slug: `growth-${number}`, title: `방 ${number}` }),
        { from: count + 1, to: total },
      );
    },
    stop: () => client.close(),
  };
}
