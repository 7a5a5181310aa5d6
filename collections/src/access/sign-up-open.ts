import type { Access } from 'payload';

import { accountExists } from '../people/account-exists';
import { hasRole } from './has-role';

/**
 * Anybody may sign up once the site has an account at all.
 *
 * The first account is the admin's and is made in the admin panel: were a visitor's sign-up to come
 * first, Payload would close its first-user form and the site would be left without an admin.
 */
export const signUpOpen: Access = async ({ req }) => {
  if (hasRole(req.user, 'admin')) return true;
  return accountExists(req);
};
