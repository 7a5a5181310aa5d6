import { indexTerms } from '../search-terms';
import { indexingBatch, type SearchStore } from '../search-store';
import type { StoredMessage } from '../message-store';
import type { SqliteConnection, Statement } from './connection';
import { prefixed, toMessage } from './message-row';

/**
 * The index is SQLite's own full-text index (FTS5) over terms that are made here. A room has a number of
 * its own, and a message is the row `number × 2³² + seq`: so the messages of a room stand together, in
 * their order.
 */
export class SqliteSearchStore implements SearchStore {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async candidates(
    roomId: string,
    terms: readonly string[],
    before: number,
    limit: number,
  ): Promise<StoredMessage[]> {
    const number = await this.#indexed(roomId);
    if (number === null || terms.length === 0) return [];
    const rows = await this.#connection.rows(selectCandidates, {
      ...{ room: roomId, number, before: Math.min(before, 0xffff_ffff), limit },
      match: terms.map((term) => `"${term}"`).join(' '),
    });
    return rows.map(toMessage);
  }

  async forget(roomId: string): Promise<void> {
    await this.#connection.write([{ sql: deleteTerms, args: { room: roomId } }]);
  }

  /** The room's number, once all of its messages are indexed; null where nothing was ever posted. */
  async #indexed(roomId: string): Promise<number | null> {
    for (;;) {
      const [room] = await this.#connection.rows(
        'SELECT number, indexed_from FROM chat_search_rooms WHERE room_id = ?',
        [roomId],
      );
      const indexedFrom = Number(room?.indexed_from);
      if (room && indexedFrom <= 1) return Number(room.number);
      if (room) await this.#indexBefore(roomId, indexedFrom);
      else if (!(await this.#addRoom(roomId))) return null;
    }
  }

  async #addRoom(roomId: string): Promise<boolean> {
    const { sql, args } = addRoom(roomId);
    return (await this.#connection.rows(`${sql} RETURNING number`, args)).length > 0;
  }

  async #indexBefore(roomId: string, indexedFrom: number): Promise<void> {
    const rows = await this.#connection.rows(
      `SELECT id, seq, revision, text FROM chat_messages WHERE room_id = ? AND seq < ?
        ORDER BY seq DESC LIMIT ?`,
      [roomId, indexedFrom, indexingBatch],
    );
    const reached = rows.length < indexingBatch ? 1 : Number(rows.at(-1)?.seq);
    const entries = rows.map(({ id, revision, text }) => ({
      ...{ id, revision, terms: indexTerms(String(text ?? '')).join(' ') },
    }));
    await this.#connection.write([
      { sql: indexKnown, args: { room: roomId, entries: JSON.stringify(entries) } },
      {
        sql: 'UPDATE chat_search_rooms SET indexed_from = ? WHERE room_id = ? AND indexed_from = ?',
        args: [reached, roomId, indexedFrom],
      },
    ]);
    await new Promise(setImmediate); // SQLite blocks the event loop, and others want it too
  }
}

/** Gives a room its number. What it has so far is not indexed; in a new room that is nothing. */
export const addRoom = (roomId: string): Statement => ({
  sql: `INSERT OR IGNORE INTO chat_search_rooms (room_id, indexed_from)
    SELECT id, last_seq + 1 FROM chat_room_counters WHERE id = ?`,
  args: [roomId],
});

/** Indexes messages just stored. The room has its number, by {@link addRoom}. */
export const indexPosted = (
  roomId: string,
  messages: readonly { id: string; text: string }[],
): Statement => ({
  sql: `INSERT INTO chat_message_terms (rowid, terms)
    SELECT (room.number << 32) | m.seq, new.value ->> 'terms' FROM json_each(:entries) AS new
    CROSS JOIN chat_messages AS m ON m.id = new.value ->> 'id' AND m.room_id = :room
    CROSS JOIN chat_search_rooms AS room ON room.room_id = :room
    ORDER BY m.seq`,
  args: {
    room: roomId,
    entries: JSON.stringify(
      messages.map(({ id, text }) => ({ id, terms: indexTerms(text).join(' ') })),
    ),
  },
});

/** Indexes a message by its new text, if that is what it has now. */
export const indexChanged = (id: string, text: string): Statement => ({
  sql: `INSERT OR REPLACE INTO chat_message_terms (rowid, terms)
    SELECT (room.number << 32) | m.seq, :terms FROM chat_messages AS m
    CROSS JOIN chat_search_rooms AS room ON room.room_id = m.room_id
    WHERE m.id = :id AND m.text = :text`,
  args: { id, text, terms: indexTerms(text).join(' ') },
});

// A room's number stays: no other room may get its place in the index.
const deleteTerms = `
  DELETE FROM chat_message_terms WHERE rowid IN (
    SELECT entry.rowid FROM chat_search_rooms AS room CROSS JOIN chat_message_terms AS entry
      ON entry.rowid > (room.number << 32) AND entry.rowid < ((room.number + 1) << 32)
    WHERE room.room_id = :room
  )`;

// One that has changed since it was read was indexed by that change.
const indexKnown = `
  INSERT OR REPLACE INTO chat_message_terms (rowid, terms)
  SELECT (room.number << 32) | m.seq, known.value ->> 'terms' FROM json_each(:entries) AS known
  CROSS JOIN chat_messages AS m ON m.id = known.value ->> 'id'
    AND m.revision = known.value ->> 'revision'
  CROSS JOIN chat_search_rooms AS room ON room.room_id = :room
  ORDER BY m.seq`;

export const selectCandidates = `
  SELECT ${prefixed('m')} FROM chat_message_terms AS entry
  CROSS JOIN chat_messages AS m ON m.room_id = :room AND m.seq = (entry.rowid & 4294967295)
  WHERE entry.chat_message_terms MATCH :match
    AND entry.rowid > (:number << 32) AND entry.rowid < ((:number << 32) | :before)
    AND m.deleted_at IS NULL AND m.hidden_at IS NULL
  ORDER BY entry.rowid DESC LIMIT :limit`;
