import { fileNotFree } from '../../errors';
import type { AttachmentStore, StoredAttachment } from '../attachment-store';
import type { NewMessage } from '../message-store';
import type { SqliteConnection } from './connection';
import type { SqliteDatabase } from './database';
import { textOrNull, type Row } from './row';

export class SqliteAttachmentStore implements AttachmentStore {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  byIds(ids: readonly string[]): Promise<StoredAttachment[]> {
    return this.#find('id', ids);
  }

  ofMessages(messageIds: readonly string[]): Promise<StoredAttachment[]> {
    return this.#find('message_id', messageIds);
  }

  async #find(column: 'id' | 'message_id', ids: readonly string[]): Promise<StoredAttachment[]> {
    const rows = await this.#connection.rows(
      `SELECT * FROM chat_attachments WHERE ${column} IN (SELECT value FROM json_each(?))
        ORDER BY created_at, id`,
      [JSON.stringify(ids)],
    );
    return rows.map(toAttachment);
  }
}

/**
 * Puts files into a message just stored, within its transaction.
 *
 * @throws ChatError BAD_USER_INPUT where one of them is not its author's, is in a message already, or is for
 *   another room
 */
export function attachFiles(
  database: Pick<SqliteDatabase, 'run'>,
  messageId: string,
  { attachmentIds, authorId, roomId }: NewMessage,
  now: string,
): void {
  if (attachmentIds.length === 0) return;
  const attached = database.run({
    sql: `UPDATE chat_attachments SET message_id = ?, updated_at = ?
      WHERE id IN (SELECT value FROM json_each(?)) AND message_id IS NULL
        AND owner_id = ? AND room_id = ? RETURNING id`,
    args: [messageId, now, JSON.stringify(attachmentIds), authorId, roomId],
  });
  if (attached.length !== attachmentIds.length) throw fileNotFree();
}

const numberOrNull = (value: Row[string] | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

const toAttachment = (row: Row): StoredAttachment => ({
  id: String(row.id),
  roomId: String(row.room_id),
  ownerId: String(row.owner_id),
  messageId: textOrNull(row.message_id),
  filename: String(row.filename),
  originalName: String(row.original_name),
  mimeType: String(row.mime_type),
  bytes: Number(row.filesize),
  width: numberOrNull(row.width),
  height: numberOrNull(row.height),
  createdAt: String(row.created_at),
});
