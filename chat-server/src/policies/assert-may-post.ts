import { forbidden } from '../errors';
import type { StoredMembership } from '../store/member-store';
import type { StoredRoom } from '../store/room-store';

/**
 * @param membership of whoever wants to post in the room; null for none
 * @param now in milliseconds since 1970
 * @returns the membership
 * @throws ChatError FORBIDDEN
 */
export function assertMayPost(
  { isArchived }: Pick<StoredRoom, 'isArchived'>,
  membership: StoredMembership | null,
  now: number,
): StoredMembership {
  if (!membership) throw forbidden('Join the room before you write in it.');
  if (isArchived) throw forbidden('This room is archived.');
  const { mutedUntil } = membership;
  if (mutedUntil !== null && Date.parse(mutedUntil) > now) {
    throw forbidden(`You may write here again from ${mutedUntil}.`);
  }
  return membership;
}
