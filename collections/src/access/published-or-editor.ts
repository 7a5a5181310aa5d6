import type { Access } from 'payload';

import { hasRole } from './has-role';

/** Visitors read what is published; editors read drafts too. */
export const publishedOrEditor: Access = ({ req: { user } }) =>
  hasRole(user, 'admin', 'editor') || { _status: { equals: 'published' } };
