import type { Role } from '@coco-chat/collections';

import { forbidden } from '../errors';
import type { StoredMessage } from '../store/message-store';
import type { StoredMembership } from '../store/member-store';
import type { StoredRoom } from '../store/room-store';
import { isGone } from './is-gone';
import { isModerator } from './is-moderator';
import { isWithin } from './is-within';

/**
 * Authors delete their own messages, even while they are muted, as long as the room allows. Moderators
 * hide any, at any time and in an archived room too.
 *
 * @param roles of the account that wants to delete
 * @param membership of the same; null for none
 * @param now in milliseconds since 1970
 * @returns which of the two it is
 * @throws ChatError FORBIDDEN
 */
export function assertMayDelete(
  room: Pick<StoredRoom, 'isArchived' | 'deleteWindowSeconds'>,
  { membership, roles }: { membership: StoredMembership | null; roles: readonly Role[] },
  message: Pick<StoredMessage, 'createdAt' | 'deletedAt' | 'hiddenAt' | 'membershipId'>,
  now: number,
): 'delete' | 'hide' {
  const isOwn = membership !== null && membership.id === message.membershipId;
  const isInTime = isWithin(message.createdAt, room.deleteWindowSeconds, now);
  // Who deletes again, as after a lost answer, is not told that it is too late.
  if (isOwn && (isGone(message) || (isInTime && !room.isArchived))) return 'delete';
  if (isModerator(roles, membership)) return 'hide';
  if (!isOwn) throw forbidden('Only its author or a moderator may delete a message.');
  throw forbidden(
    room.isArchived ? 'This room is archived.' : 'This message can no longer be deleted.',
  );
}
