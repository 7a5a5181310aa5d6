import {
  largestAnnouncedRoom,
  mostSearched,
  type MemberChange,
  type MemberStore,
  type NewMembership,
  type ParticipantPage,
  type ParticipantSearch,
  type StoredMembership,
  type StoredParticipant,
} from '../member-store';
import { auditStatement } from './audit';
import { startCounters } from './change-message';
import type { SqliteConnection } from './connection';
import {
  active,
  countStatement,
  inheritStatement,
  joinStatement,
  ownStatement,
  roleStatements,
  useInvite,
} from './member-statements';
import { placeArgs, textOrNull, type Row } from './row';

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

  async participantsIn(
    people: readonly { roomId: string; participantId: string }[],
  ): Promise<StoredParticipant[]> {
    const rows = await this.#connection.rows(
      `SELECT member.*, account.display_name FROM json_each(?) AS person
        CROSS JOIN chat_memberships AS member
          ON member.room_id = person.value ->> 'roomId'
          AND member.participant_id = person.value ->> 'participantId'
        LEFT JOIN users AS account ON account.id = member.user_id`,
      [JSON.stringify(people)],
    );
    return rows.map(toParticipant);
  }

  async named(
    roomId: string,
    names: readonly string[],
  ): Promise<{ participantId: string; name: string }[]> {
    const rows = await this.#connection.rows(
      `SELECT participant_id, name FROM (
        SELECT member.participant_id, coalesce(member.alias, account.display_name) AS name
        FROM (
          SELECT * FROM chat_memberships AS listed WHERE room_id = :room AND ${active('listed')}
          ORDER BY joined_at, id LIMIT :searched) AS member
        LEFT JOIN users AS account ON account.id = member.user_id
      ) WHERE name IN (SELECT value FROM json_each(:names))
        OR lower(name) IN (SELECT value FROM json_each(:lowerNames)) LIMIT 100`,
      {
        room: roomId,
        searched: mostSearched,
        names: JSON.stringify(names),
        lowerNames: JSON.stringify(names.map((name) => name.toLowerCase())),
      },
    );
    return rows.map((row) => ({
      participantId: String(row.participant_id),
      name: String(row.name),
    }));
  }

  async listParticipants(
    roomIds: readonly string[],
    { after, are, limit }: ParticipantPage,
  ): Promise<StoredParticipant[][]> {
    const rows = await this.#connection.rows(
      `SELECT room.key AS page, member.*, account.display_name FROM json_each(:rooms) AS room
        CROSS JOIN chat_memberships AS member ON member.id IN (
          SELECT id FROM chat_memberships AS listed
          WHERE room_id = room.value
            AND ${are === 'members' ? active('listed') : 'banned_at IS NOT NULL'}
            AND (joined_at, id) > (:afterAt, :afterId)
          ORDER BY joined_at, id LIMIT :limit)
        LEFT JOIN users AS account ON account.id = member.user_id
        ORDER BY member.joined_at, member.id`,
      { rooms: JSON.stringify(roomIds), ...placeArgs(after), limit },
    );
    const pages = roomIds.map((): StoredParticipant[] => []);
    for (const row of rows) pages[Number(row.page)]?.push(toParticipant(row));
    return pages;
  }

  async searchParticipants({
    after,
    by,
    limit,
    roomId,
    text,
  }: ParticipantSearch): Promise<StoredParticipant[]> {
    const name = by === 'alias' ? 'member.alias' : 'account.display_name';
    const rows = await this.#connection.rows(
      `SELECT member.*, account.display_name FROM (
          SELECT * FROM chat_memberships AS listed WHERE room_id = :room AND ${active('listed')}
          ORDER BY joined_at, id LIMIT :searched) AS member
        LEFT JOIN users AS account ON account.id = member.user_id
        WHERE instr(lower(${name}), lower(:text)) > 0
          AND (member.joined_at, member.id) > (:afterAt, :afterId)
        ORDER BY member.joined_at, member.id LIMIT :limit`,
      { room: roomId, text, searched: mostSearched, ...placeArgs(after), limit },
    );
    return rows.map(toParticipant);
  }

  async membershipByParticipant(
    roomId: string,
    participantId: string,
  ): Promise<StoredMembership | null> {
    const [row] = await this.#connection.rows(
      'SELECT * FROM chat_memberships WHERE room_id = ? AND participant_id = ?',
      [roomId, participantId],
    );
    return row ? toMembership(row) : null;
  }

  async join(membership: NewMembership, inviteHash?: string): Promise<MemberChange | null> {
    const { roomId } = membership;
    const results = await this.#connection.write([
      startCounters(roomId),
      joinStatement(membership, inviteHash),
      ...(inviteHash === undefined ? [] : [useInvite(inviteHash)]),
      countStatement(roomId, 1),
      ownStatement(membership),
    ]);
    const [[joined] = [], [counters] = [], [own] = []] = [results[1], ...results.slice(-2)];
    return toChange(own, joined !== undefined, counters);
  }

  async leave(roomId: string, userId: string): Promise<MemberChange | null> {
    const [heirs = [], [left] = [], [counters] = []] = await this.#connection.write([
      inheritStatement(roomId, userId),
      {
        sql: `UPDATE chat_memberships SET left_at = :now, role = 'member', updated_at = :now
          WHERE room_id = :roomId AND user_id = :userId AND ${active('chat_memberships')}
          RETURNING *`,
        args: { roomId, userId, now: new Date().toISOString() },
      },
      countStatement(roomId, -1),
    ]);
    return toChange(left, true, counters, heirs);
  }

  async setRole({
    audit,
    ...change
  }: Parameters<MemberStore['setRole']>[0]): Promise<MemberChange | null> {
    const { membershipId, role, roomId } = change;
    const now = new Date();
    const target = { collection: 'chat-memberships', id: membershipId };
    const [givers = [], [changed] = [], , [counters] = [], [known] = []] =
      await this.#connection.write([
        ...roleStatements(change, now),
        auditStatement(audit, target, now),
        countStatement(roomId, 0),
        {
          // Who has the role already stays as they are.
          sql: 'SELECT * FROM chat_memberships WHERE id = ? AND role = ? AND room_id = ?',
          args: [membershipId, role, roomId],
        },
      ]);
    return toChange(changed ?? known, changed !== undefined, counters, givers);
  }

  async moveReadMarker(membershipId: string, seq: number): Promise<StoredMembership | null> {
    const [row] = await this.#connection.rows(
      `UPDATE chat_memberships SET last_read_seq = :seq WHERE id = :membershipId
        AND last_read_seq < :seq RETURNING *`,
      { membershipId, seq },
    );
    return row ? toMembership(row) : null;
  }
}

const selectParticipants = `
  SELECT member.*, account.display_name FROM chat_memberships AS member
  LEFT JOIN users AS account ON account.id = member.user_id`;

/**
 * @param row the membership; undefined for none
 * @param counters as `countStatement` returned them
 */
export function toChange(
  row: Row | undefined,
  hasChanged: boolean,
  counters: Row | undefined,
  others: readonly Row[] = [],
): MemberChange | null {
  if (!row) return null;
  const isAnnounced = hasChanged && Number(counters?.member_count) <= largestAnnouncedRoom;
  return {
    membership: toMembership(row),
    hasChanged,
    revision: isAnnounced ? Number(counters?.revision) : null,
    others: others.map(toMembership),
  };
}

export const toMembership = (row: Row): StoredMembership => ({
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
