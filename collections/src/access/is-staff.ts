import type { PayloadRequest } from 'payload';

import { staffRoles } from '../people/roles';
import { hasRole } from './has-role';

/** Whoever may open the admin panel. */
export const isStaff = ({ req }: { req: PayloadRequest }): boolean =>
  hasRole(req.user, ...staffRoles);
