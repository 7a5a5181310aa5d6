import type { Access } from 'payload';

import { hasRole } from './has-role';

/** Moderators need names beside messages, so they read every account; others read their own. */
export const peopleVisible: Access = ({ req: { user } }) => {
  if (!user) return false;
  return hasRole(user, 'admin', 'moderator') || { id: { equals: user.id } };
};
