import { randomUUID } from 'node:crypto';

import type { InviteStore, NewInvite, StoredInvite } from '../invite-store';
import { auditStatement } from './audit';
import type { SqliteConnection } from './connection';
import { textOrNull } from './row';

export class SqliteInviteStore implements InviteStore {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async create({ audit, ...invite }: NewInvite): Promise<void> {
    const [id, now] = [randomUUID(), new Date()];
    await this.#connection.write([
      {
        sql: `INSERT INTO chat_invites (id, room_id, code_hash, created_by_id, expires_at, uses_left,
            created_at, updated_at)
          VALUES (:id, :roomId, :codeHash, :createdById, :expiresAt, :usesLeft, :now, :now)`,
        args: { ...invite, id, now: now.toISOString() },
      },
      auditStatement(audit, { collection: 'chat-invites', id }, now),
    ]);
  }

  async find(codeHash: string): Promise<StoredInvite | null> {
    const [row] = await this.#connection.rows('SELECT * FROM chat_invites WHERE code_hash = ?', [
      codeHash,
    ]);
    if (!row) return null;
    return {
      id: String(row.id),
      roomId: String(row.room_id),
      createdById: textOrNull(row.created_by_id),
      expiresAt: String(row.expires_at),
      usesLeft: Number(row.uses_left),
    };
  }
}
