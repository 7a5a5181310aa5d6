import { randomUUID } from 'node:crypto';

import type { AuditLine } from '../message-store';
import type { NewRoom, Place, RoomEdit, RoomFilter, RoomStore, StoredRoom } from '../room-store';
import type { SqliteConnection } from './connection';
import { active } from './member-statements';
import { changeRoomStatements, createStatements } from './room-statements';
import { numberOrNull, placeArgs, textOrNull, type Row, type SqlValue } from './row';

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

  async create(room: NewRoom): Promise<string | null> {
    const id = randomUUID();
    const [[created] = []] = await this.#connection.write(createStatements(id, room, new Date()));
    return created ? id : null;
  }

  async change(roomId: string, set: RoomEdit, audit: AuditLine): Promise<number | null> {
    const results = await this.#connection.write(
      changeRoomStatements(roomId, set, audit, new Date()),
    );
    const [counters] = results.at(-1) ?? [];
    return counters ? Number(counters.revision) : null;
  }
}

const selectRooms = `
  SELECT room.*, coalesce(counters.last_seq, 0) AS last_seq,
    coalesce(counters.revision, 0) AS revision, coalesce(counters.member_count, 0) AS member_count
  FROM chat_rooms AS room LEFT JOIN chat_room_counters AS counters ON counters.id = room.id`;

const ownMembership = `
  LEFT JOIN chat_memberships AS own ON own.room_id = room.id AND own.user_id = :viewer
    AND ${active('own')}`;

const listed = `
  (room.kind = 'public' OR (room.kind = 'private' AND own.id IS NOT NULL))
  AND (:joinedOnly = 0 OR own.id IS NOT NULL)
  AND (:search IS NULL OR room.title LIKE :search ESCAPE '\\'
    OR room.topic LIKE :search ESCAPE '\\')`;

const filterArgs = ({ viewerId, search, joinedOnly }: RoomFilter): Record<string, SqlValue> => ({
  viewer: viewerId,
  joinedOnly: joinedOnly ? 1 : 0,
  search: search === null ? null : `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`,
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
