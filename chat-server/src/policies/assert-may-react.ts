import { conflict } from '../errors';
import type { StoredMessage } from '../store/message-store';
import type { StoredMembership } from '../store/member-store';
import type { StoredRoom } from '../store/room-store';
import { assertMayPost } from './assert-may-post';
import { isGone } from './is-gone';

/**
 * Whoever may write in a room may react to its messages.
 *
 * @param now in milliseconds since 1970
 * @returns the membership
 * @throws ChatError FORBIDDEN, or CONFLICT for a message that was deleted or hidden
 */
export function assertMayReact(
  room: Pick<StoredRoom, 'isArchived'>,
  membership: StoredMembership | null,
  message: StoredMessage,
  now: number,
): StoredMembership {
  const member = assertMayPost(room, membership, now);
  if (isGone(message)) throw conflict('This message was deleted.', 'messageId');
  return member;
}
