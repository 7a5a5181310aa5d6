import { hasRole, type Role } from '@coco-chat/collections';

import type { StoredMembership } from '../store/member-store';

/**
 * Whether somebody keeps a room safe: its owner and moderators, and everywhere the accounts with the
 * role of a moderator or admin.
 *
 * @param roles of the account
 * @param membership in the room; null for none
 */
export const isModerator = (
  roles: readonly Role[],
  membership: Pick<StoredMembership, 'role'> | null,
): boolean =>
  hasRole({ roles }, 'moderator', 'admin') ||
  membership?.role === 'owner' ||
  membership?.role === 'moderator';
