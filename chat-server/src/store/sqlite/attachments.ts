import type { AttachmentStore, StoredAttachment } from '../attachment-store';
import type { SqliteConnection, Statement } from './connection';
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
 * Puts files into the messages just stored, which name them as `attachmentIds`. Where one of them is not
 * its author's, is in a message already, or is for another room, the last statement fails, and the
 * transaction with it: see {@link isAttachmentFault}.
 */
export const attachStatements = (roomId: string, rows: string, now: string): Statement[] => [
  { sql: attachFiles, args: { room: roomId, rows, now } },
  { sql: assertAttached, args: { room: roomId, rows } },
];

const attachFiles = `
  UPDATE chat_attachments SET message_id = posted.message_id, updated_at = :now
  FROM (
    SELECT m.id AS message_id, m.author_id, file.value AS file_id
    FROM json_each(:rows) AS new
    CROSS JOIN chat_messages AS m ON m.id = new.value ->> 'id' AND m.room_id = :room
    CROSS JOIN json_each(new.value, '$.attachmentIds') AS file
  ) AS posted
  WHERE chat_attachments.id = posted.file_id AND chat_attachments.message_id IS NULL
    AND chat_attachments.owner_id = posted.author_id AND chat_attachments.room_id = :room`;

// A statement of a batch cannot stop it, but it can fail: this text is no JSON.
const assertAttached = `
  SELECT json('a file is missing from ' || m.id) FROM json_each(:rows) AS new
  CROSS JOIN chat_messages AS m ON m.id = new.value ->> 'id' AND m.room_id = :room
  WHERE json_array_length(new.value, '$.attachmentIds') <>
    (SELECT count(*) FROM chat_attachments AS file WHERE file.message_id = m.id)`;

export const isAttachmentFault = (error: unknown): boolean =>
  (error as { message?: string } | null)?.message?.includes('malformed JSON') ?? false;

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
