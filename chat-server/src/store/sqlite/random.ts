import { randomUUID } from 'node:crypto';

import {
  randomRoomTitle,
  type EndReason,
  type NewSession,
  type RandomStore,
  type SessionEnd,
  type StoredSession,
} from '../random-store';
import type { SqliteConnection, Statement } from './connection';
import { textOrNull, type Row } from './row';

export class SqliteRandomStore implements RandomStore {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async start(session: NewSession): Promise<StoredSession | null> {
    const id = randomUUID();
    try {
      const results = await this.#connection.write(startStatements(id, session, new Date()));
      const [row] = results.at(-1) ?? [];
      return row ? toSession(row) : null;
    } catch (error) {
      // The index would refuse what the first statement has let through.
      if (error instanceof Error && error.message.includes('random_seats.user_id')) return null;
      throw error;
    }
  }

  activeOf(userIds: readonly string[]): Promise<StoredSession[]> {
    return this.#sessions(
      `session.id IN (SELECT session_id FROM random_seats
        WHERE user_id IN (SELECT value FROM json_each(:users)))`,
      { users: JSON.stringify(userIds) },
    );
  }

  byIds(ids: readonly string[]): Promise<StoredSession[]> {
    return this.#sessions('session.id IN (SELECT value FROM json_each(:ids))', {
      ids: JSON.stringify(ids),
    });
  }

  async ofRoom(roomId: string): Promise<StoredSession | null> {
    const [session] = await this.#sessions('session.room_id = :roomId', { roomId });
    return session ?? null;
  }

  async end(id: string, reason: EndReason, endedBy: string | null): Promise<SessionEnd | null> {
    const results = await this.#connection.write(endStatements(id, reason, endedBy, new Date()));
    const [[ended] = [], [counters] = []] = [results[0], results.at(-3)];
    const [row] = results.at(-1) ?? [];
    if (!ended || !row) return null;
    return { session: toSession(row), revision: Number(counters?.revision ?? 0) };
  }

  async partnersSince(userId: string, since: Date): Promise<string[]> {
    const rows = await this.#connection.rows(
      `SELECT participant_b_id AS partner FROM random_sessions
        WHERE participant_a_id = :userId AND started_at >= :since
      UNION SELECT participant_a_id FROM random_sessions
        WHERE participant_b_id = :userId AND started_at >= :since`,
      { userId, since: since.toISOString() },
    );
    return rows.map((row) => String(row.partner));
  }

  async blockedAround(userId: string): Promise<string[]> {
    const rows = await this.#connection.rows(
      `SELECT blocked_id AS account FROM user_blocks WHERE blocker_id = :userId
      UNION SELECT blocker_id FROM user_blocks WHERE blocked_id = :userId`,
      { userId },
    );
    return rows.map((row) => String(row.account));
  }

  active({
    afterId,
    limit,
    startedBefore,
  }: Parameters<RandomStore['active']>[0]): Promise<StoredSession[]> {
    return this.#sessions(
      `session.id IN (SELECT session_id FROM random_seats
        WHERE session_id > :afterId)
        AND session.started_at < :startedBefore ORDER BY session.id LIMIT :limit`,
      { afterId: afterId ?? '', startedBefore: startedBefore.toISOString(), limit },
    );
  }

  async #sessions(where: string, args: Statement['args']): Promise<StoredSession[]> {
    const rows = await this.#connection.rows(`${selectSessions} WHERE ${where}`, args);
    return rows.map(toSession);
  }
}

const selectSessions = `
  SELECT session.*, (
    SELECT json_group_array(text) FROM (
      SELECT text FROM random_sessions_texts
      WHERE parent_id = session.id AND path = 'sharedInterests' ORDER BY "order")
  ) AS shared_interests
  FROM random_sessions AS session`;

/** Each after the first does something only where the first has made the room; the last returns the session. */
function startStatements(id: string, session: NewSession, at: Date): Statement[] {
  const { editWindowSeconds, language, members, sharedInterests, slug } = session;
  const [a, b] = members;
  const [roomId, now] = [randomUUID(), at.toISOString()];
  const both = { a: a.userId, b: b.userId };
  return [
    {
      sql: `
      INSERT INTO chat_rooms (id, title, slug, kind, identity_mode, is_archived,
        slow_mode_seconds, edit_window_seconds, created_at, updated_at)
      SELECT :roomId, :title, :slug, 'random', 'anonymous', 0, 0, :editWindowSeconds, :now, :now
      WHERE NOT EXISTS (SELECT 1 FROM random_seats WHERE user_id IN (:a, :b))
        AND NOT EXISTS (SELECT 1 FROM user_blocks
          WHERE (blocker_id = :a AND blocked_id = :b) OR (blocker_id = :b AND blocked_id = :a))`,
      args: { roomId, title: randomRoomTitle, slug, editWindowSeconds, now, ...both },
    },
    {
      sql: `INSERT INTO chat_room_counters (id, last_seq, revision, member_count)
        SELECT id, 0, 0, 2 FROM chat_rooms WHERE id = ?`,
      args: [roomId],
    },
    ...members.map(({ alias, participantId, userId }): Statement => ({
      sql: `
        INSERT INTO chat_memberships (id, room_id, user_id, participant_id, alias, role,
          last_read_seq, joined_at, created_at, updated_at)
        SELECT :id, id, :userId, :participantId, :alias, 'member', 0, :now, :now, :now
        FROM chat_rooms WHERE id = :roomId`,
      args: { id: randomUUID(), roomId, userId, participantId, alias, now },
    })),
    {
      sql: `
      INSERT INTO random_sessions (id, room_id, participant_a_id, participant_b_id, state, language,
        wait_ms_a, wait_ms_b, started_at, created_at, updated_at)
      SELECT :id, id, :a, :b, 'active', :language, :waitA, :waitB, :now, :now, :now
      FROM chat_rooms WHERE id = :roomId`,
      args: { id, roomId, ...both, language, waitA: a.waitMs, waitB: b.waitMs, now },
    },
    {
      sql: `
      INSERT INTO random_sessions_texts ("order", parent_id, path, text)
      SELECT interest.key + 1, session.id, 'sharedInterests', interest.value
      FROM random_sessions AS session, json_each(:interests) AS interest WHERE session.id = :id`,
      args: { id, interests: JSON.stringify(sharedInterests) },
    },
    ...members.map(({ userId }): Statement => ({
      sql: `
        INSERT INTO random_seats (id, user_id, session_id, created_at, updated_at)
        SELECT :seatId, :userId, id, :now, :now FROM random_sessions WHERE id = :id`,
      args: { seatId: randomUUID(), userId, id, now },
    })),
    { sql: `${selectSessions} WHERE session.id = ?`, args: [id] },
  ];
}

/** The first returns the session's room where it was active, the last but two its counters, the last itself. */
function endStatements(
  id: string,
  reason: EndReason,
  endedBy: string | null,
  at: Date,
): Statement[] {
  const now = at.toISOString();
  // What the transaction itself has just ended, and nothing that had ended before.
  const justEnded = `(SELECT session.room_id FROM random_sessions AS session
    JOIN random_seats AS seat ON seat.session_id = session.id WHERE session.id = :id)`;
  return [
    {
      sql: `UPDATE random_sessions SET state = 'ended', ended_at = :now, end_reason = :reason,
          ended_by_id = :endedBy, updated_at = :now
        WHERE id = :id AND state = 'active' RETURNING room_id`,
      args: { id, reason, endedBy, now },
    },
    {
      sql: `UPDATE chat_rooms SET is_archived = 1, updated_at = :now WHERE id = ${justEnded}`,
      args: { id, now },
    },
    {
      sql: `UPDATE chat_memberships SET left_at = :now, updated_at = :now
        WHERE room_id = ${justEnded} AND left_at IS NULL`,
      args: { id, now },
    },
    {
      sql: `UPDATE chat_room_counters SET revision = revision + 1, member_count = 0
        WHERE id = ${justEnded} RETURNING revision`,
      args: { id },
    },
    { sql: 'DELETE FROM random_seats WHERE session_id = ?', args: [id] },
    { sql: `${selectSessions} WHERE session.id = ?`, args: [id] },
  ];
}

const toSession = (row: Row): StoredSession => ({
  id: String(row.id),
  roomId: String(row.room_id),
  userIds: [String(row.participant_a_id), String(row.participant_b_id)],
  sharedInterests: JSON.parse(String(row.shared_interests)) as string[],
  startedAt: String(row.started_at),
  endedAt: textOrNull(row.ended_at),
  endReason: row.end_reason as EndReason | null,
  endedBy: textOrNull(row.ended_by_id),
});
