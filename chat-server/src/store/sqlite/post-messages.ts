import type { NewMessage } from '../message-store';
import { attachFiles } from './attachments';
import { startCounters } from './change-message';
import type { SqliteDatabase } from './database';
import type { SqlValue } from './row';

/** A message with the id that it gets where it is new. */
export interface Draft {
  id: string;
  message: NewMessage;
}

/** Where a message stands in its room. */
export interface MessagePlace {
  seq: number;
  revision: number;
}

type Transaction = Pick<SqliteDatabase, 'run'>;

/**
 * Stores those drafts whose clientMessageId is new, each under the next number of its room, and moves the read
 * markers of their authors on.
 *
 * A statement for each message, prepared once, costs less than any over all of them: SQLite would read their
 * columns out of JSON.
 *
 * @returns the places of what was new, by the drafts' ids
 * @throws ChatError BAD_USER_INPUT for a file that cannot be attached (any more)
 */
export function postMessages(
  database: Transaction,
  drafts: readonly Draft[],
  now: string,
): Map<string, MessagePlace> {
  const places = new Map<string, MessagePlace>();
  /** Of the rooms that something was stored in. */
  const newest = new Map<string, MessagePlace>();
  const readMarkers = new Map<string, number>();
  for (const draft of drafts) {
    const { id, message } = draft;
    const { membershipId, roomId } = message;
    const last = newest.get(roomId) ?? readPlace(database, roomId);
    const place = { seq: last.seq + 1, revision: last.revision + 1 };
    const args = toArguments(draft, place, now);
    if (database.run({ sql: insertMessage, args }).length === 0) continue;
    newest.set(roomId, place);
    places.set(id, place);
    readMarkers.set(membershipId, place.seq);
    attachFiles(database, id, message, now);
  }

  for (const [roomId, { revision, seq }] of newest) {
    const sql = 'UPDATE chat_room_counters SET last_seq = ?, revision = ? WHERE id = ?';
    database.run({ sql, args: [seq, revision, roomId] });
  }
  for (const [membershipId, seq] of readMarkers) {
    const sql = 'UPDATE chat_memberships SET last_read_seq = max(last_read_seq, ?) WHERE id = ?';
    database.run({ sql, args: [seq, membershipId] });
  }
  return places;
}

/** Where the room's newest message stands. The counters are made where there are none. */
function readPlace(database: Transaction, roomId: string): MessagePlace {
  const [counters] = database.run({
    sql: 'SELECT last_seq, revision FROM chat_room_counters WHERE id = ?',
    args: [roomId],
  });
  if (counters) return { seq: Number(counters.last_seq), revision: Number(counters.revision) };
  database.run(startCounters(roomId));
  return { seq: 0, revision: 0 };
}

const insertMessage = `
  INSERT INTO chat_messages (id, room_id, seq, revision, kind, text, payload, author_id,
    membership_id, client_message_id, reply_to_id, mentions, created_by_id, address_hash,
    user_agent, created_at, updated_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (author_id, room_id, client_message_id) DO NOTHING RETURNING seq`;

const toArguments = (
  { id, message }: Draft,
  { revision, seq }: MessagePlace,
  now: string,
): SqlValue[] => [
  ...[id, message.roomId, seq, revision, message.kind, message.text],
  message.payload === null ? null : JSON.stringify(message.payload),
  ...[message.authorId, message.membershipId, message.clientMessageId, message.replyToId],
  message.mentions.length === 0 ? null : JSON.stringify(message.mentions),
  ...[message.authorId, message.addressHash, message.userAgent, now, now],
];
