import type { MessageChange, MessageEdit } from '../message-store';
import { auditStatement } from './audit';
import type { Statement } from './connection';
import { columns } from './message-row';
import type { SqlValue } from './row';
import { indexChanged } from './search';

const columnOf: Readonly<Record<keyof MessageEdit, string>> = {
  text: 'text',
  mentions: 'mentions',
  reactions: 'reactions',
  editedAt: 'edited_at',
  editedById: 'edited_by_id',
  deletedAt: 'deleted_at',
  deletedById: 'deleted_by_id',
  hiddenAt: 'hidden_at',
  hiddenById: 'hidden_by_id',
};

/** Makes the counters of a room where there are none yet. */
export const startCounters = (roomId: string): Statement => ({
  sql: `INSERT INTO chat_room_counters (id, last_seq, revision, member_count)
    VALUES (?, 0, 0, 0) ON CONFLICT DO NOTHING`,
  args: [roomId],
});

/** Changes one message; the first statement returns it, where it had the revision expected. */
export function changeStatements(change: MessageChange, now: Date): Statement[] {
  const { audit, expectedRevision, id, roomId } = change;
  const fields = Object.keys(change.set) as (keyof MessageEdit)[];
  const set = fields.map((field) => ({ column: columnOf[field], value: toSql(change.set[field]) }));
  const assignments = set.map(({ column }) => `${column} = ?`).join(', ');
  return [
    {
      sql: `UPDATE chat_messages SET ${assignments}, updated_at = ?, revision =
          (SELECT revision + 1 FROM chat_room_counters WHERE id = ?)
        WHERE id = ? AND room_id = ? AND revision = ? RETURNING ${columns}`,
      args: [
        ...set.map(({ value }) => value),
        now.toISOString(),
        ...[roomId, id, roomId, expectedRevision],
      ],
    },
    {
      // changes(): 1 when the statement before has changed the message, 0 when it had moved on.
      sql: 'UPDATE chat_room_counters SET revision = revision + 1 WHERE id = ? AND changes() = 1',
      args: [roomId],
    },
    ...(audit ? [auditStatement(audit, { collection: 'chat-messages', id }, now)] : []),
    ...(change.set.text === undefined ? [] : indexChanged(roomId, { id, text: change.set.text })),
  ];
}

const toSql = (value: MessageEdit[keyof MessageEdit]): SqlValue => {
  if (value === undefined || value === null || typeof value === 'string') return value ?? null;
  return value.length === 0 ? null : JSON.stringify(value);
};
