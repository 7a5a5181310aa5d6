import type { FieldAccess } from 'payload';

import { hasRole } from './has-role';

/** For fields of an account that only its owner and admins may see or change. */
export const adminOrSelfField: FieldAccess<{ id: string }> = ({ id, doc, req: { user } }) => {
  if (!user) return false;
  const accountId = id ?? doc?.id;
  return hasRole(user, 'admin') || user.id === accountId;
};
