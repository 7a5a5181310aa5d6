import type { Access } from 'payload';

/** Whom somebody has blocked is known to the blocker alone. */
export const ownBlocks: Access = ({ req: { user } }) =>
  user ? { blocker: { equals: user.id } } : false;
