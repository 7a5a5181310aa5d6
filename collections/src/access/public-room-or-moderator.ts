import type { Access } from 'payload';

import { hasRole } from './has-role';

/** Public rooms are public, so that a landing section can point at one; the rest is for moderators. */
export const publicRoomOrModerator: Access = ({ req: { user } }) =>
  hasRole(user, 'admin', 'moderator') || { kind: { equals: 'public' } };
