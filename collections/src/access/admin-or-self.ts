import type { Access } from 'payload';

import { hasRole } from './has-role';

/** Admins reach every account, everybody else their own. */
export const adminOrSelf: Access = ({ req: { user } }) => {
  if (!user) return false;
  return hasRole(user, 'admin') || { id: { equals: user.id } };
};
