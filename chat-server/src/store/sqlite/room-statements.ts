import { randomUUID } from 'node:crypto';

import type { AuditLine } from '../message-store';
import type { NewRoom, RoomEdit } from '../room-store';
import { auditStatement } from './audit';
import { startCounters } from './change-message';
import type { Statement } from './connection';
import type { SqlValue } from './row';

/** Makes a room, its counters and its owner; the first statement returns it, where an address was free. */
export function createStatements(
  id: string,
  { audit, owner, slugs, ...room }: NewRoom,
  at: Date,
): Statement[] {
  const now = at.toISOString();
  return [
    {
      sql: `
      INSERT INTO chat_rooms (id, title, slug, topic, kind, identity_mode, is_archived,
        slow_mode_seconds, edit_window_seconds, created_by_id, created_at, updated_at)
      SELECT :id, :title, offered.value, :topic, :kind, :identityMode, 0, 0, :editWindowSeconds,
        :owner, :now, :now
      FROM json_each(:slugs) AS offered
      WHERE NOT EXISTS (SELECT 1 FROM chat_rooms WHERE slug = offered.value)
      ORDER BY offered.key LIMIT 1
      RETURNING id`,
      args: { ...room, id, slugs: JSON.stringify(slugs), owner: owner.userId, now },
    },
    auditStatement(audit, { collection: 'chat-rooms', id }, at),
    {
      sql: `INSERT INTO chat_room_counters (id, last_seq, revision, member_count)
        SELECT id, 0, 0, 1 FROM chat_rooms WHERE id = ?`,
      args: [id],
    },
    {
      sql: `
      INSERT INTO chat_memberships (id, room_id, user_id, participant_id, alias, role, last_read_seq,
        joined_at, created_at, updated_at)
      SELECT :membershipId, id, :userId, :participantId, :alias, 'owner', 0, :now, :now, :now
      FROM chat_rooms WHERE id = :id`,
      args: {
        id,
        membershipId: randomUUID(),
        userId: owner.userId,
        participantId: owner.participantId,
        alias: owner.aliases?.[0] ?? null,
        now,
      },
    },
  ];
}

const columnOf: Readonly<Record<keyof RoomEdit, string>> = {
  title: 'title',
  topic: 'topic',
  isArchived: 'is_archived',
  slowModeSeconds: 'slow_mode_seconds',
};

/** Changes a room; the last statement returns its revision, where there was something to change. */
export function changeRoomStatements(
  roomId: string,
  set: RoomEdit,
  audit: AuditLine,
  now: Date,
): Statement[] {
  const fields = Object.entries(set).map(([field, value]) => ({
    column: columnOf[field as keyof RoomEdit],
    value: (typeof value === 'boolean' ? Number(value) : value) as SqlValue,
  }));
  const values = fields.map(({ value }) => value);
  const assignments = fields.map(({ column }) => `${column} = ?`).join(', ');
  const isNews = fields.map(({ column }) => `${column} IS NOT ?`).join(' OR ');
  return [
    startCounters(roomId),
    {
      sql: `UPDATE chat_rooms SET ${assignments}, updated_at = ? WHERE id = ? AND (${isNews})`,
      args: [...values, now.toISOString(), roomId, ...values],
    },
    auditStatement(audit, { collection: 'chat-rooms', id: roomId }, now),
    {
      sql: `UPDATE chat_room_counters SET revision = revision + 1
        WHERE id = ? AND changes() > 0 RETURNING revision`,
      args: [roomId],
    },
  ];
}
