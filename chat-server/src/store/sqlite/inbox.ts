import type { InboxStore, Reader } from '../inbox-store';
import type { StoredMembership } from '../member-store';
import type { SqliteConnection } from './connection';
import { active } from './member-statements';
import { toMembership } from './members';

export class SqliteInboxStore implements InboxStore {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async membershipsOfAccounts(userIds: readonly string[]): Promise<StoredMembership[]> {
    const rows = await this.#connection.rows(
      `SELECT member.* FROM chat_memberships AS member
        WHERE member.user_id IN (SELECT value FROM json_each(?)) AND ${active('member')}`,
      [JSON.stringify(userIds)],
    );
    return rows.map(toMembership);
  }

  async mentioned(readers: readonly Reader[]): Promise<Set<string>> {
    const rows = await this.#connection.rows(
      `SELECT reader.value ->> 'id' AS id FROM json_each(?) AS reader WHERE EXISTS (
        SELECT 1 FROM chat_messages AS m, json_each(m.mentions) AS named
        WHERE m.room_id = reader.value ->> 'roomId' AND m.seq > reader.value ->> 'lastReadSeq'
          AND m.mentions IS NOT NULL AND m.deleted_at IS NULL AND m.hidden_at IS NULL
          AND named.value = reader.value ->> 'participantId'
          AND NOT EXISTS (SELECT 1 FROM json_each(reader.value -> 'blockedIds') AS blocked
            WHERE blocked.value = m.author_id))`,
      [JSON.stringify(readers)],
    );
    return new Set(rows.map(({ id }) => String(id)));
  }
}
