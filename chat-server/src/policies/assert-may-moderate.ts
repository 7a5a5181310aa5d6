import { hasRole, type Role } from '@coco-chat/collections';

import { badInput, forbidden } from '../errors';
import type { StoredMembership } from '../store/member-store';
import { isModerator } from './is-moderator';

/** Somebody who acts upon a member, or is acted upon. */
export interface Moderated {
  userId: string;
  /** Of the account. */
  roles: readonly Role[];
  /** In the room; null for who is not in it. */
  membership: Pick<StoredMembership, 'role'> | null;
}

/** @throws ChatError FORBIDDEN for who does not keep the room safe */
export function assertIsModerator({ membership, roles }: Pick<Moderated, 'roles' | 'membership'>) {
  if (!isModerator(roles, membership)) throw forbidden('This is for moderators of the room.');
}

/**
 * Moderators act upon others: never upon the owner, and upon a fellow moderator only as the owner or as
 * an account with the role of a moderator or admin. An admin is for admins alone.
 *
 * @throws ChatError FORBIDDEN, or BAD_USER_INPUT for oneself
 */
export function assertMayModerate(actor: Moderated, target: Moderated): void {
  assertIsModerator(actor);
  if (actor.userId === target.userId) throw badInput('This is yourself.', 'participantId');
  if (target.membership?.role === 'owner') throw forbidden('Nobody moderates a room’s owner.');
  if (hasRole(target, 'admin') && !hasRole(actor, 'admin')) {
    throw forbidden('Only an admin moderates an admin.');
  }
  const mayModerateModerators =
    hasRole(actor, 'moderator', 'admin') || actor.membership?.role === 'owner';
  if (target.membership?.role === 'moderator' && !mayModerateModerators) {
    throw forbidden('Only the owner moderates a moderator.');
  }
}
