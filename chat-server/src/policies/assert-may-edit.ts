import { conflict, forbidden } from '../errors';
import type { StoredMessage } from '../store/message-store';
import type { StoredMembership } from '../store/member-store';
import type { StoredRoom } from '../store/room-store';
import { assertMayPost } from './assert-may-post';
import { isGone } from './is-gone';
import { isWithin } from './is-within';

/**
 * Authors edit their own messages where they may write, as long as the room allows.
 *
 * @param membership of whoever wants to edit; null for none
 * @param now in milliseconds since 1970
 * @throws ChatError FORBIDDEN, or CONFLICT for a message that was deleted or hidden
 */
export function assertMayEdit(
  room: Pick<StoredRoom, 'isArchived' | 'editWindowSeconds'>,
  membership: StoredMembership | null,
  message: StoredMessage,
  now: number,
): void {
  const { id } = assertMayPost(room, membership, now);
  if (message.membershipId !== id) throw forbidden('Only its author may edit a message.');
  if (isGone(message)) throw conflict('This message was deleted.', 'id');
  if (!isWithin(message.createdAt, room.editWindowSeconds, now)) {
    throw forbidden('This message can no longer be edited.');
  }
}
