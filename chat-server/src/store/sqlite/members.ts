import { randomUUID } from 'node:crypto';

import {
  largestAnnouncedRoom,
  type MemberChange,
  type MemberStore,
  type NewMembership,
  type StoredMembership,
  type StoredParticipant,
} from '../member-store';
import type { Place } from '../room-store';
import { startCounters } from './change-message';
import type { SqliteConnection, Statement } from './connection';
import { placeArgs, textOrNull, type Row, type SqlValue } from './row';

export class SqliteMemberStore implements MemberStore {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async membershipsOf(
    people: readonly { roomId: string; userId: string }[],
  ): Promise<StoredMembership[]> {
    const rows = await this.#connection.rows(
      `SELECT member.* FROM json_each(?) AS person CROSS JOIN chat_memberships AS member
        ON member.room_id = person.value ->> 'roomId'
        AND member.user_id = person.value ->> 'userId'`,
      [JSON.stringify(people)],
    );
    return rows.map(toMembership);
  }

  async participantsByIds(membershipIds: readonly string[]): Promise<StoredParticipant[]> {
    const rows = await this.#connection.rows(
      `${selectParticipants} WHERE member.id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(membershipIds)],
    );
    return rows.map(toParticipant);
  }

  async listParticipants(
    roomId: string,
    after: Place | null,
    limit: number,
  ): Promise<StoredParticipant[]> {
    const rows = await this.#connection.rows(
      `${selectParticipants} WHERE member.room_id = :room AND ${active('member')}
        AND (:afterAt IS NULL OR (member.joined_at, member.id) > (:afterAt, :afterId))
        ORDER BY member.joined_at, member.id LIMIT :limit`,
      { room: roomId, ...placeArgs(after), limit },
    );
    return rows.map(toParticipant);
  }

  async join(membership: NewMembership): Promise<MemberChange | null> {
    const [, joined = [], [counters] = [], [row] = []] = await this.#connection.write([
      startCounters(membership.roomId),
      joinStatement(membership),
      countStatement(membership.roomId, 1),
      ownStatement(membership),
    ]);
    return row ? toChange(row, joined.length > 0, counters) : null;
  }
}

/** What makes a membership `member` one of somebody who is in the room. */
export const active = (member: string): string =>
  `${member}.left_at IS NULL AND ${member}.banned_at IS NULL`;

/** Returns the id of who was made a member; nothing for who is one, or is banned. */
export const joinStatement = (
  { aliases, ...membership }: NewMembership,
  condition = '1',
  args: Record<string, SqlValue> = {},
): Statement => ({
  sql: `
  INSERT INTO chat_memberships (id, room_id, user_id, participant_id, alias, role, last_read_seq,
    joined_at, created_at, updated_at)
  SELECT :id, counters.id, :userId, :participantId, free.alias, :role, counters.last_seq,
    :now, :now, :now
  FROM chat_room_counters AS counters, (
    SELECT (
      SELECT offered.value FROM json_each(:aliases) AS offered WHERE NOT EXISTS (
        SELECT 1 FROM chat_memberships WHERE room_id = :roomId AND alias = offered.value)
      ORDER BY offered.key LIMIT 1
    ) AS alias
  ) AS free
  WHERE counters.id = :roomId AND ${condition}
    AND (:aliases IS NULL OR free.alias IS NOT NULL OR EXISTS (
      SELECT 1 FROM chat_memberships WHERE room_id = :roomId AND user_id = :userId))
  ON CONFLICT (room_id, user_id) DO UPDATE SET left_at = NULL, role = excluded.role,
    last_read_seq = excluded.last_read_seq, joined_at = :now, updated_at = :now
    WHERE chat_memberships.left_at IS NOT NULL AND chat_memberships.banned_at IS NULL
  RETURNING id`,
  args: {
    ...membership,
    ...args,
    aliases: aliases === null ? null : JSON.stringify(aliases),
    id: randomUUID(),
    now: new Date().toISOString(),
  },
});

/**
 * Counts what the statement before has done to a room's members, by changes(): it came to 1, or to 0
 * where nothing was to be done.
 */
export const countStatement = (roomId: string, difference: 1 | -1 | 0): Statement => ({
  sql: `UPDATE chat_room_counters SET member_count = member_count + changes() * :difference,
      revision = revision + (
        changes() > 0 AND member_count + changes() * :difference <= :largestAnnouncedRoom)
    WHERE id = :roomId
    RETURNING revision, member_count`,
  args: { roomId, difference, largestAnnouncedRoom },
});

const ownStatement = ({ roomId, userId }: { roomId: string; userId: string }): Statement => ({
  sql: 'SELECT * FROM chat_memberships WHERE room_id = ? AND user_id = ?',
  args: [roomId, userId],
});

const selectParticipants = `
  SELECT member.*, account.display_name FROM chat_memberships AS member
  LEFT JOIN users AS account ON account.id = member.user_id`;

/** @param counters as {@link countStatement} returned them */
export const toChange = (
  row: Row,
  hasChanged: boolean,
  counters: Row | undefined,
): MemberChange => {
  const isAnnounced = hasChanged && Number(counters?.member_count) <= largestAnnouncedRoom;
  return {
    membership: toMembership(row),
    hasChanged,
    revision: isAnnounced ? Number(counters?.revision) : null,
  };
};

const toMembership = (row: Row): StoredMembership => ({
  id: String(row.id),
  roomId: String(row.room_id),
  userId: String(row.user_id),
  participantId: String(row.participant_id),
  alias: textOrNull(row.alias),
  role: row.role as StoredMembership['role'],
  lastReadSeq: Number(row.last_read_seq),
  mutedUntil: textOrNull(row.muted_until),
  joinedAt: String(row.joined_at),
  leftAt: textOrNull(row.left_at),
  bannedAt: textOrNull(row.banned_at),
});

const toParticipant = (row: Row): StoredParticipant => ({
  ...toMembership(row),
  displayName: textOrNull(row.display_name),
});
