import type { PayloadRequest } from 'payload';

import { hasRole } from './has-role';

/** Editors write the site's content; an admin may do what an editor may. */
export const isEditor = ({ req }: { req: PayloadRequest }): boolean =>
  hasRole(req.user, 'admin', 'editor');
