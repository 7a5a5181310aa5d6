import type { PayloadRequest } from 'payload';

import { hasRole } from './has-role';

export const isAdmin = ({ req }: { req: PayloadRequest }): boolean => hasRole(req.user, 'admin');
