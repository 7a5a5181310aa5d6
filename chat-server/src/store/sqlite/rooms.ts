import { randomUUID } from 'node:crypto';

import type {
  NewMembership,
  Place,
  RoomFilter,
  RoomStore,
  StoredMembership,
  StoredParticipant,
  StoredRoom,
} from '../room-store';
import type { SqliteConnection } from './connection';
import { numberOrNull, textOrNull, type Row, type SqlValue } from './row';

export class SqliteRoomStore implements RoomStore {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async roomsByIds(ids: readonly string[]): Promise<StoredRoom[]> {
    const rows = await this.#connection.rows(
      `${selectRooms} WHERE room.id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(ids)],
    );
    return rows.map(toRoom);
  }

  async roomsBySlugs(slugs: readonly string[]): Promise<StoredRoom[]> {
    const rows = await this.#connection.rows(
      `${selectRooms} WHERE room.slug IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(slugs)],
    );
    return rows.map(toRoom);
  }

  async listRooms(filter: RoomFilter, after: Place | null, limit: number): Promise<StoredRoom[]> {
    const rows = await this.#connection.rows(
      `${selectRooms} ${ownMembership} WHERE ${listed}
        AND (:afterAt IS NULL OR (room.created_at, room.id) > (:afterAt, :afterId))
        ORDER BY room.created_at, room.id LIMIT :limit`,
      { ...filterArgs(filter), ...placeArgs(after), limit },
    );
    return rows.map(toRoom);
  }

  async countRooms(filter: RoomFilter): Promise<number> {
    const [row] = await this.#connection.rows(
      `SELECT count(*) AS total FROM chat_rooms AS room ${ownMembership} WHERE ${listed}`,
      filterArgs(filter),
    );
    return Number(row?.total ?? 0);
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
      `${selectParticipants} WHERE member.room_id = :room
        AND (:afterAt IS NULL OR (member.joined_at, member.id) > (:afterAt, :afterId))
        ORDER BY member.joined_at, member.id LIMIT :limit`,
      { room: roomId, ...placeArgs(after), limit },
    );
    return rows.map(toParticipant);
  }

  async join(membership: NewMembership): Promise<StoredMembership> {
    const { roomId, userId } = membership;
    const [, , , rows = []] = await this.#connection.write([
      {
        sql: `INSERT INTO chat_room_counters (id, last_seq, revision, member_count)
          VALUES (?, 0, 0, 0) ON CONFLICT DO NOTHING`,
        args: [roomId],
      },
      {
        sql: insertMembership,
        args: { ...membership, id: randomUUID(), now: new Date().toISOString() },
      },
      {
        // changes(): 1 when the statement before has made a member, 0 when they were one.
        sql: 'UPDATE chat_room_counters SET member_count = member_count + changes() WHERE id = ?',
        args: [roomId],
      },
      {
        sql: 'SELECT * FROM chat_memberships WHERE room_id = ? AND user_id = ?',
        args: [roomId, userId],
      },
    ]);
    const [row] = rows;
    if (!row) throw new Error('A membership was committed and cannot be read');
    return toMembership(row);
  }
}

const selectRooms = `
  SELECT room.*, coalesce(counters.last_seq, 0) AS last_seq,
    coalesce(counters.revision, 0) AS revision, coalesce(counters.member_count, 0) AS member_count
  FROM chat_rooms AS room LEFT JOIN chat_room_counters AS counters ON counters.id = room.id`;

const ownMembership = `
  LEFT JOIN chat_memberships AS own ON own.room_id = room.id AND own.user_id = :viewer`;

const listed = `
  (room.kind = 'public' OR (room.kind = 'private' AND own.id IS NOT NULL))
  AND (:joinedOnly = 0 OR own.id IS NOT NULL)
  AND (:search IS NULL OR room.title LIKE :search ESCAPE '\\'
    OR room.topic LIKE :search ESCAPE '\\')`;

const selectParticipants = `
  SELECT member.*, account.display_name FROM chat_memberships AS member
  LEFT JOIN users AS account ON account.id = member.user_id`;

const insertMembership = `
  INSERT INTO chat_memberships (id, room_id, user_id, participant_id, alias, role, last_read_seq,
    joined_at, created_at, updated_at)
  SELECT :id, counters.id, :userId, :participantId, :alias, :role, counters.last_seq,
    :now, :now, :now
  FROM chat_room_counters AS counters WHERE counters.id = :roomId
  ON CONFLICT (room_id, user_id) DO NOTHING`;

const filterArgs = ({ viewerId, search, joinedOnly }: RoomFilter): Record<string, SqlValue> => ({
  viewer: viewerId,
  joinedOnly: joinedOnly ? 1 : 0,
  search: search === null ? null : `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`,
});

const placeArgs = (after: Place | null): Record<string, SqlValue> => ({
  afterAt: after?.at ?? null,
  afterId: after?.id ?? null,
});

const toRoom = (row: Row): StoredRoom => ({
  id: String(row.id),
  slug: String(row.slug),
  title: String(row.title),
  topic: textOrNull(row.topic),
  kind: row.kind as StoredRoom['kind'],
  identityMode: row.identity_mode as StoredRoom['identityMode'],
  isArchived: Boolean(row.is_archived),
  slowModeSeconds: Number(row.slow_mode_seconds),
  editWindowSeconds: numberOrNull(row.edit_window_seconds),
  deleteWindowSeconds: numberOrNull(row.delete_window_seconds),
  createdAt: String(row.created_at),
  lastSeq: Number(row.last_seq),
  revision: Number(row.revision),
  memberCount: Number(row.member_count),
});

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
});

const toParticipant = (row: Row): StoredParticipant => ({
  ...toMembership(row),
  displayName: textOrNull(row.display_name),
});
