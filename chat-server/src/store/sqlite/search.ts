import {
  blockSize,
  blocksPerTransaction,
  nextBlocks,
  termsOfBlocks,
  type IndexProgress,
  type SeqRange,
} from '../search-blocks';
import type { SearchedMessage, SearchIndex } from '../search-index';
import { indexTerms } from '../search-terms';
import type { SqliteConnection, Statement } from './connection';
import { textOrNull } from './row';

/**
 * The index is SQLite's own full-text index (FTS5) over terms that are made here. A room has a number of
 * its own, and an entry is the row `number × 2³³ + seq × 2 + (an edit's ? 1 : 0)`: so the entries of a room
 * stand together, in their order. SQLite's integers have 64 bits, which is 2³⁰ rooms with an index and
 * 2³² − 1 messages in each. These rows never leave SQL: JavaScript's integers end at 2⁵³.
 */
export class SqliteSearchIndex implements SearchIndex {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async progress(roomId: string): Promise<IndexProgress | null> {
    const [row] = await this.#connection.rows(selectProgress, [roomId]);
    return row ? { indexedTo: Number(row.indexed_to), lastSeq: Number(row.last_seq) } : null;
  }

  async entries(
    roomId: string,
    terms: readonly string[],
    upTo: number,
    limit: number,
  ): Promise<number[]> {
    const match = terms.map((term) => `"${term}"`).join(' ');
    const rows = await this.#connection.rows(selectEntries, { room: roomId, match, upTo, limit });
    return rows.map(({ place }) => Number(place));
  }

  async texts(roomId: string, ranges: readonly SeqRange[]): Promise<SearchedMessage[]> {
    const args = { room: roomId, ranges: JSON.stringify(ranges) };
    const rows = await this.#connection.rows(selectTexts, args);
    return rows.map(({ author_id, id, seq, text }) => ({
      id: String(id),
      seq: Number(seq),
      text: String(text ?? ''),
      authorId: textOrNull(author_id),
    }));
  }

  async indexBlocks(roomIds: readonly string[]): Promise<string[]> {
    const most = Math.max(1, Math.floor(blocksPerTransaction / roomIds.length));
    const statements: Statement[] = [];
    const unfinished: string[] = [];
    for (const roomId of roomIds) {
      await new Promise(setImmediate); // SQLite blocks the event loop, and others want it too
      const progress = await this.progress(roomId);
      const blocks = progress && nextBlocks(progress, most);
      if (!progress || !blocks) continue;
      statements.push(...(await this.#indexing(roomId, progress, blocks)));
      if (nextBlocks({ ...progress, indexedTo: blocks.last }, 1)) unfinished.push(roomId);
    }
    if (statements.length > 0) await this.#connection.write(statements);
    return unfinished;
  }

  async #indexing(
    roomId: string,
    { indexedTo }: IndexProgress,
    { first, last }: SeqRange,
  ): Promise<Statement[]> {
    const rows = await this.#connection.rows(
      'SELECT seq, text FROM chat_messages WHERE room_id = ? AND seq BETWEEN ? AND ?',
      [roomId, first, last],
    );
    const terms = await termsOfBlocks(
      rows.map(({ seq, text }) => ({ seq: Number(seq), text: String(text ?? '') })),
    );
    const entries = Array.from(terms, ([place, own]) => ({ place, terms: own.join(' ') }));
    return [
      numberRoom(roomId),
      {
        sql: insertBlocks,
        args: { room: roomId, indexedTo, entries: JSON.stringify(entries) },
      },
      {
        sql: 'UPDATE chat_search_rooms SET indexed_to = ? WHERE room_id = ? AND indexed_to = ?',
        args: [last, roomId, indexedTo],
      },
    ];
  }

  async forget(roomId: string): Promise<void> {
    await this.#connection.write([{ sql: deleteEntries, args: { room: roomId } }]);
  }
}

/** Gives a room its number, where it has none. */
const numberRoom = (roomId: string): Statement => ({
  sql: `INSERT INTO chat_search_rooms (room_id, indexed_to)
    SELECT id, 0 FROM chat_rooms WHERE id = ? ON CONFLICT DO NOTHING`,
  args: [roomId],
});

/** Indexes a message by its new text, if that is what it has now. */
export const indexChanged = (
  roomId: string,
  { id, text }: { id: string; text: string },
): Statement[] => [
  numberRoom(roomId),
  {
    sql: `INSERT OR REPLACE INTO chat_search_entries (rowid, terms)
      SELECT (room.number << 33) | (m.seq << 1) | 1, :terms FROM chat_messages AS m
      CROSS JOIN chat_search_rooms AS room ON room.room_id = m.room_id
      WHERE m.id = :id AND m.room_id = :room AND m.text = :text`,
    args: { id, room: roomId, text, terms: indexTerms(text).join(' ') },
  },
];

const selectProgress = `
  SELECT counters.last_seq, ifnull(room.indexed_to, 0) AS indexed_to
  FROM chat_room_counters AS counters
  LEFT JOIN chat_search_rooms AS room ON room.room_id = counters.id
  WHERE counters.id = ?`;

export const selectEntries = `
  SELECT (entry.rowid & ((1 << 33) - 1)) >> 1 AS place FROM chat_search_rooms AS room
  CROSS JOIN chat_search_entries AS entry
  WHERE room.room_id = :room AND entry.chat_search_entries MATCH :match
    AND entry.rowid > (room.number << 33) AND entry.rowid <= ((room.number << 33) | (:upTo << 1) | 1)
  ORDER BY entry.rowid DESC LIMIT :limit`;

const selectTexts = `
  SELECT m.id, m.seq, m.text, m.author_id FROM json_each(:ranges) AS range
  CROSS JOIN chat_messages AS m ON m.room_id = :room
    AND m.seq BETWEEN range.value ->> 'first' AND range.value ->> 'last'
  WHERE m.deleted_at IS NULL AND m.hidden_at IS NULL ORDER BY m.seq DESC`;

// Nothing where another process was faster, nor of messages that were deleted for good meanwhile.
const insertBlocks = `
  INSERT OR REPLACE INTO chat_search_entries (rowid, terms)
  SELECT (room.number << 33) | (block.value ->> 'place' << 1), block.value ->> 'terms'
  FROM chat_search_rooms AS room CROSS JOIN json_each(:entries) AS block
  WHERE room.room_id = :room AND room.indexed_to = :indexedTo AND EXISTS (
    SELECT 1 FROM chat_messages AS m WHERE m.room_id = :room
      AND m.seq BETWEEN block.value ->> 'place' - ${blockSize - 1} AND block.value ->> 'place')`;

// A room's number stays: no other room may get its place in the index.
const deleteEntries = `
  DELETE FROM chat_search_entries WHERE rowid IN (
    SELECT entry.rowid FROM chat_search_rooms AS room CROSS JOIN chat_search_entries AS entry
      ON entry.rowid > (room.number << 33) AND entry.rowid < ((room.number + 1) << 33)
    WHERE room.room_id = :room
  )`;
