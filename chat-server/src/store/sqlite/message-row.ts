import type { StoredMessage, StoredReaction } from '../message-store';
import { textOrNull, type Row, type SqlValue } from './row';

/** What is read of a message. */
export const columns = `id, room_id, seq, revision, kind, text, payload, author_id, membership_id,
  client_message_id, reply_to_id, mentions, reactions, created_at, edited_at, deleted_at, hidden_at`;

/** The columns of a message, of a table by this name in the statement. */
export const prefixed = (table: string): string =>
  columns.replaceAll(/[a-z_]+/g, (column) => `${table}.${column}`);

export const toMessage = (row: Row): StoredMessage => ({
  id: String(row.id),
  roomId: String(row.room_id),
  seq: Number(row.seq),
  revision: Number(row.revision),
  kind: row.kind as StoredMessage['kind'],
  text: textOrNull(row.text),
  payload: row.payload === null ? null : (JSON.parse(String(row.payload)) as unknown),
  authorId: textOrNull(row.author_id),
  membershipId: textOrNull(row.membership_id),
  clientMessageId: String(row.client_message_id),
  replyToId: textOrNull(row.reply_to_id),
  mentions: listOf<string>(row.mentions),
  reactions: listOf<StoredReaction>(row.reactions),
  createdAt: String(row.created_at),
  editedAt: textOrNull(row.edited_at),
  deletedAt: textOrNull(row.deleted_at),
  hiddenAt: textOrNull(row.hidden_at),
});

/** A list as JSON; none is NULL. */
const listOf = <T>(json: SqlValue | undefined): T[] => {
  const list = textOrNull(json);
  return list === null ? [] : ((JSON.parse(list) ?? []) as T[]);
};
