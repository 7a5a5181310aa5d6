import { hasRole, isGuest, type User } from '@coco-chat/collections';

import { forbidden } from '../errors';
import type { StoredMembership } from '../store/member-store';
import type { Session } from '../transport/authentication';

type Role = Pick<StoredMembership, 'role'> | null;

/** @throws ChatError FORBIDDEN for a guest, whose account ends, and the room would be nobody's */
export function assertMayCreateRoom({ roles }: Pick<Session, 'roles'>): void {
  if (roles.includes('guest')) throw forbidden('Guests cannot create rooms. Sign up first.');
}

/**
 * Rooms made in the admin panel have no owner: it is admins who look after them.
 *
 * @throws ChatError FORBIDDEN
 */
export function assertMayArchive({ roles }: Pick<Session, 'roles'>, membership: Role): void {
  if (membership?.role !== 'owner' && !hasRole({ roles }, 'admin')) {
    throw forbidden('Only the owner of the room may archive it, and open it again.');
  }
}

/** @throws ChatError FORBIDDEN at `field` for a guest, for the same reason */
export function assertMayBeOwner(account: Pick<User, 'guestUntil'> | null, field: string): void {
  if (isGuest(account)) throw forbidden('A guest cannot own a room.', field);
}

/** @throws ChatError FORBIDDEN */
export function assertOwns(membership: Role): void {
  if (membership?.role !== 'owner') throw forbidden('Only the owner of the room may do this.');
}
