import { randomUUID } from 'node:crypto';

import type { AuditLine } from '../message-store';
import type { Statement } from './connection';

/** Adds a line to the audit log if the statement before has changed something. */
export const auditStatement = (
  { action, actorId, details }: AuditLine,
  target: { collection: string; id: string },
  now: Date,
): Statement => ({
  sql: `INSERT INTO audit_log (id, actor_id, action, target_collection, target_id, details,
      created_at, updated_at)
    SELECT :id, :actorId, :action, :collection, :targetId, :details, :now, :now
    WHERE changes() > 0`,
  args: {
    id: randomUUID(),
    actorId,
    action,
    collection: target.collection,
    targetId: target.id,
    details: details === undefined ? null : JSON.stringify(details),
    now: now.toISOString(),
  },
});
