import type { PayloadRequest } from 'payload';

import { hasRole } from './has-role';

/** Moderators keep the chat safe; an admin may do what a moderator may. */
export const isModerator = ({ req }: { req: PayloadRequest }): boolean =>
  hasRole(req.user, 'admin', 'moderator');
