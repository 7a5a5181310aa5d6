import type { CollectionAfterChangeHook } from 'payload';

import type { ChatRoom } from '../payload-types';
import { recordAudit } from '../safety/record-audit';
import { roomSettings } from './room-settings';

/** Records what a person changed about a room. */
export const auditRoomChange: CollectionAfterChangeHook<ChatRoom> = async ({
  doc,
  operation,
  previousDoc,
  req,
}) => {
  if (!req.user) return;
  const target = { collection: 'chat-rooms', id: doc.id };
  if (operation === 'create') {
    await recordAudit(req, { action: 'room.created', target, details: { kind: doc.kind } });
    return;
  }
  const fields = roomSettings.filter((field) => doc[field] !== previousDoc[field]);
  if (fields.length > 0)
    await recordAudit(req, { action: 'room.changed', target, details: { fields } });
};
