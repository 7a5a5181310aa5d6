import type { CollectionAfterChangeHook } from 'payload';

import { afterCommit } from '../after-commit';
import type { ChatRoom } from '../payload-types';
import { roomChanged } from './chat-writer';

const shown = [
  'title',
  'slug',
  'topic',
  'isArchived',
  'slowModeSeconds',
  'editWindowSeconds',
  'deleteWindowSeconds',
] as const;

/** Tells those in a room that it is not as it was. */
export const announceRoomChange: CollectionAfterChangeHook<ChatRoom> = async ({
  doc,
  operation,
  previousDoc,
  req,
}) => {
  const isShown = shown.some((field) => (doc[field] ?? null) !== (previousDoc[field] ?? null));
  if (operation === 'update' && isShown) await afterCommit(req, () => roomChanged(req, doc.id));
};
