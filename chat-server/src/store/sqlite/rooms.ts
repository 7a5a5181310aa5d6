import { randomUUID } from 'node:crypto';

import type { AuditLine } from '../message-store';
import {
  mostRoomsSearched,
  type NewRoom,
  type Place,
  type RoomEdit,
  type RoomFilter,
  type RoomStore,
  type StoredRoom,
} from '../room-store';
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
      `SELECT * FROM (${publicRooms(filter)} AND (room.created_at, room.id) > (:afterAt, :afterId)
          ORDER BY room.created_at, room.id LIMIT :limit)
        UNION ALL SELECT * FROM (${joinedRooms(filter)}
          AND (room.created_at, room.id) > (:afterAt, :afterId))
        ORDER BY created_at, id LIMIT :limit`,
      { ...filterArgs(filter), ...placeArgs(after), limit },
    );
    return rows.map(toRoom);
  }

  async countRooms(filter: RoomFilter): Promise<number> {
    const [row] = await this.#connection.rows(
      `SELECT (SELECT count(*) FROM (${publicRooms(filter, 'room.id')}))
        + (SELECT count(*) FROM (${joinedRooms(filter, 'room.id')})) AS total`,
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

const selectRooms = 'SELECT room.* FROM chat_rooms AS room';

/** The public rooms of a list; those that say something, among the first {@link mostRoomsSearched}. */
const publicRooms = ({ joinedOnly, search }: RoomFilter, columns = 'room.*'): string => {
  const rooms =
    search === null
      ? 'chat_rooms'
      : `(SELECT * FROM chat_rooms WHERE kind = 'public' ORDER BY created_at, id LIMIT ${mostRoomsSearched})`;
  return `SELECT ${columns} FROM ${rooms} AS room
    WHERE room.kind = 'public' AND ${joinedOnly ? 'FALSE' : 'TRUE'} AND ${says(search)}`;
};

/** The viewer's own rooms in a list: the private ones, or with `joinedOnly` all. */
const joinedRooms = ({ joinedOnly, search }: RoomFilter, columns = 'room.*'): string =>
  `SELECT ${columns} FROM chat_memberships AS own CROSS JOIN chat_rooms AS room ON room.id = own.room_id
    WHERE own.user_id = :viewer AND ${active('own')}
    AND room.kind IN ('private'${joinedOnly ? ", 'public'" : ''}) AND ${says(search)}`;

/** Whether a room's title or topic holds the text. */
const says = (search: string | null): string =>
  search === null
    ? 'TRUE'
    : "(room.title LIKE :search ESCAPE '\\' OR room.topic LIKE :search ESCAPE '\\')";

const filterArgs = ({ viewerId, search }: RoomFilter): Record<string, SqlValue> => ({
  viewer: viewerId,
  ...(search === null ? {} : { search: `%${search.replaceAll(/[\\%_]/g, '\\$&')}%` }),
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
});
