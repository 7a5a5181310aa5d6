import { v7 as uuidv7 } from 'uuid';

import {
  noCounters,
  type Changes,
  type MessageChange,
  type MessageKey,
  type MessageStore,
  type NewMessage,
  type Posted,
  type RoomCounters,
  type Snapshot,
  type StoredMessage,
  type Stretch,
} from '../message-store';
import type { SearchIndexer } from '../search-indexer';
import { changeStatements, startCounters } from './change-message';
import type { SqliteConnection, Statement } from './connection';
import { columns, prefixed, toMessage } from './message-row';
import type { Row, SqlValue } from './row';
import { postMessages, type Draft, type MessagePlace } from './post-messages';

export class SqliteMessageStore implements MessageStore {
  readonly #connection: SqliteConnection;
  readonly #indexer: SearchIndexer;

  constructor(connection: SqliteConnection, indexer: SearchIndexer) {
    this.#connection = connection;
    this.#indexer = indexer;
  }

  groupKey(): string {
    return 'database';
  }

  async post(messages: readonly NewMessage[]): Promise<Posted[]> {
    const now = new Date().toISOString();
    const drafts = distinct(messages);
    const places = await this.#connection.transaction((database) =>
      postMessages(database, [...drafts.values()], now),
    );
    const stored = new Map<string, StoredMessage>();
    const known: NewMessage[] = [];
    for (const [key, { id, message }] of drafts) {
      const place = places.get(id);
      if (place) stored.set(key, fromDraft({ id, message }, place, now));
      else known.push(message);
    }
    for (const message of await this.#byKeys(known)) stored.set(keyOf(message), message);
    const posted = messages.map((message) => {
      const key = keyOf(message);
      const first = stored.get(key);
      if (!first) throw new Error('A message was committed and cannot be read');
      // Of two in this group with one key, only the first was new.
      const isNew = places.has(first.id) && drafts.delete(key);
      return { message: first, isNew };
    });
    this.#indexer.notice(posted);
    return posted;
  }

  async sent(key: MessageKey): Promise<StoredMessage | null> {
    const [message] = await this.#byKeys([key]);
    return message ?? null;
  }

  async #byKeys(messages: readonly MessageKey[]): Promise<StoredMessage[]> {
    if (messages.length === 0) return [];
    const rows = await this.#connection.rows(selectByKeys, [JSON.stringify(messages)]);
    return rows.map(toMessage);
  }

  async change(change: MessageChange): Promise<StoredMessage | null> {
    const [rows = []] = await this.#connection.write(changeStatements(change, new Date()));
    return rows[0] ? toMessage(rows[0]) : null;
  }

  async bumpRevision(roomId: string): Promise<number> {
    const [, rows = []] = await this.#connection.write([
      startCounters(roomId),
      {
        sql: `UPDATE chat_room_counters SET revision = revision + 1 WHERE id = ?
          RETURNING revision`,
        args: [roomId],
      },
    ]);
    return Number(rows[0]?.revision);
  }

  async since(roomId: string, revision: number, limit: number): Promise<Changes> {
    const { counters, messages } = await this.#snapshot(
      roomId,
      'revision > ? ORDER BY revision LIMIT ?',
      [revision, limit + 1],
    );
    const isComplete = messages.length <= limit;
    return { counters, messages: messages.slice(0, limit), isComplete };
  }

  async latestChanges(roomId: string, limit: number): Promise<Snapshot> {
    const { counters, messages } = await this.#snapshot(
      roomId,
      'revision > 0 ORDER BY revision DESC LIMIT ?',
      [limit],
    );
    return { counters, messages: messages.reverse() };
  }

  async newest(roomId: string, limit: number): Promise<Snapshot> {
    const { counters, messages } = await this.#snapshot(
      roomId,
      'seq > 0 ORDER BY seq DESC LIMIT ?',
      [limit],
    );
    return { counters, messages: messages.reverse() };
  }

  async #snapshot(roomId: string, condition: string, args: SqlValue[]): Promise<Snapshot> {
    const [counters = [], rows = []] = await this.#connection.read([
      countersOf([roomId]),
      {
        sql: `SELECT ${columns} FROM chat_messages WHERE room_id = ? AND ${condition}`,
        args: [roomId, ...args],
      },
    ]);
    return {
      counters: counters[0] ? toCounters(counters[0]) : noCounters,
      messages: rows.map(toMessage),
    };
  }

  async stretches(stretches: readonly Stretch[]): Promise<StoredMessage[][]> {
    const rows = await this.#connection.rows(
      `SELECT stretch.key AS stretch, ${prefixed('m')} FROM json_each(?) AS stretch
        CROSS JOIN chat_messages AS m ON m.room_id = stretch.value ->> 'roomId'
          AND m.seq BETWEEN stretch.value ->> 'first' AND stretch.value ->> 'last'
        ORDER BY m.seq`,
      [JSON.stringify(stretches)],
    );
    const found = stretches.map((): StoredMessage[] => []);
    for (const row of rows) found[Number(row.stretch)]?.push(toMessage(row));
    return found;
  }

  async byIds(ids: readonly string[]): Promise<StoredMessage[]> {
    const rows = await this.#connection.rows(
      `SELECT ${columns} FROM chat_messages WHERE id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(ids)],
    );
    return rows.map(toMessage);
  }

  async bySeqs(places: readonly { roomId: string; seq: number }[]): Promise<StoredMessage[]> {
    const rows = await this.#connection.rows(
      `SELECT ${prefixed('m')} FROM json_each(?) AS place CROSS JOIN chat_messages AS m
        ON m.room_id = place.value ->> 'roomId' AND m.seq = place.value ->> 'seq'`,
      [JSON.stringify(places)],
    );
    return rows.map(toMessage);
  }

  async counters(roomIds: readonly string[]): Promise<Map<string, RoomCounters>> {
    const { sql, args } = countersOf(roomIds);
    const rows = await this.#connection.rows(sql, args);
    return new Map(rows.map((row) => [String(row.id), toCounters(row)]));
  }
}

/**
 * One draft for each key: the first of those that have it. Ids go up with time, so that the newest stand
 * together in the index and a commit changes few pages of it.
 */
function distinct(messages: readonly NewMessage[]): Map<string, Draft> {
  const drafts = new Map<string, Draft>();
  for (const message of messages) {
    const key = keyOf(message);
    if (!drafts.has(key)) drafts.set(key, { id: uuidv7(), message });
  }
  return drafts;
}

const keyOf = (message: {
  roomId: string;
  authorId: string | null;
  clientMessageId: string;
}): string => JSON.stringify([message.roomId, message.authorId, message.clientMessageId]);

const countersOf = (roomIds: readonly string[]): Statement => ({
  sql: `SELECT id, last_seq, revision, member_count FROM chat_room_counters
    WHERE id IN (SELECT value FROM json_each(?))`,
  args: [JSON.stringify(roomIds)],
});

const selectByKeys = `
  SELECT ${prefixed('m')} FROM json_each(?) AS known CROSS JOIN chat_messages AS m
    ON m.room_id = known.value ->> 'roomId' AND m.author_id = known.value ->> 'authorId'
    AND m.client_message_id = known.value ->> 'clientMessageId'`;

const fromDraft = ({ id, message }: Draft, place: MessagePlace, now: string): StoredMessage => ({
  id,
  roomId: message.roomId,
  seq: place.seq,
  revision: place.revision,
  kind: message.kind,
  text: message.text,
  payload: message.payload,
  authorId: message.authorId,
  membershipId: message.membershipId,
  clientMessageId: message.clientMessageId,
  replyToId: message.replyToId,
  mentions: [...message.mentions],
  reactions: [],
  createdAt: now,
  editedAt: null,
  deletedAt: null,
  hiddenAt: null,
});

const toCounters = (row: Row): RoomCounters => ({
  lastSeq: Number(row.last_seq),
  revision: Number(row.revision),
  memberCount: Number(row.member_count),
});
