import type { MemberChange } from '../member-store';
import type { MemberSanction, SanctionStore } from '../sanction-store';
import type { SqliteConnection } from './connection';
import { countStatement } from './member-statements';
import { toChange } from './members';

export class SqliteSanctionStore implements SanctionStore {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async sanction(
    roomId: string,
    userId: string,
    { isBanned, mutedUntil }: MemberSanction,
  ): Promise<MemberChange | null> {
    const person = { roomId, userId };
    const timed = { ...person, now: new Date().toISOString() };
    const [muted = [], bannedInRoom = [], [counters] = [], other = [], [row] = []] =
      await this.#connection.write([
        {
          sql: `UPDATE chat_memberships SET muted_until = :mutedUntil, updated_at = :now
            WHERE ${own} AND muted_until IS NOT :mutedUntil RETURNING id`,
          args: { ...timed, mutedUntil },
        },
        {
          // Who is in the room leaves it, and is counted; the next statement is for all others.
          sql: `UPDATE chat_memberships SET banned_at = :now, left_at = :now, updated_at = :now
            WHERE ${own} AND :isBanned AND banned_at IS NULL AND left_at IS NULL RETURNING id`,
          args: { ...timed, isBanned: Number(isBanned) },
        },
        countStatement(roomId, -1),
        {
          sql: `UPDATE chat_memberships
            SET banned_at = CASE WHEN :isBanned THEN :now END, updated_at = :now
            WHERE ${own} AND (banned_at IS NOT NULL) <> :isBanned RETURNING id`,
          args: { ...timed, isBanned: Number(isBanned) },
        },
        { sql: `SELECT * FROM chat_memberships WHERE ${own}`, args: person },
      ]);
    const hasLeft = bannedInRoom.length > 0;
    const change = toChange(row, hasLeft, counters);
    const hasChanged = hasLeft || muted.length > 0 || other.length > 0;
    return change && { ...change, hasChanged };
  }
}

const own = 'room_id = :roomId AND user_id = :userId';
