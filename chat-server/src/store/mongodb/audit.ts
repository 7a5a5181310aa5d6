import { ObjectId, type ClientSession } from 'mongodb';

import type { AuditLine } from '../message-store';
import type { MongoConnection } from './connection';

/** Adds a line to the audit log, in a transaction. */
export async function writeAudit(
  connection: MongoConnection,
  { action, actorId, details }: AuditLine,
  target: { collection: string; id: string },
  session: ClientSession,
): Promise<void> {
  const now = new Date();
  await connection.collection('audit-log').insertOne(
    {
      ...(actorId === null ? {} : { actor: new ObjectId(actorId) }),
      action,
      targetCollection: target.collection,
      targetId: target.id,
      ...(details === undefined ? {} : { details }),
      createdAt: now,
      updatedAt: now,
      __v: 0,
    },
    { session },
  );
}
