import type { CollectionAfterChangeHook } from 'payload';

import { afterCommit } from '../after-commit';
import type { ChatRoom } from '../payload-types';
import { roomChanged } from './chat-writer';
import { roomSettings } from './room-settings';

/** Tells those in a room that it is not as it was. */
export const announceRoomChange: CollectionAfterChangeHook<ChatRoom> = async ({
  doc,
  operation,
  previousDoc,
  req,
}) => {
  const isShown = roomSettings.some(
    (field) => (doc[field] ?? null) !== (previousDoc[field] ?? null),
  );
  if (operation === 'update' && isShown) await afterCommit(req, () => roomChanged(req, doc.id));
};
