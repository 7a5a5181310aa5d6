import type { CollectionBeforeValidateHook } from 'payload';

import { accountExists } from './account-exists';

/**
 * Gives the admin role to the account that the admin panel's first-user form makes.
 *
 * While there is no account, that form is the only way in from outside (see
 * `refuseSignUpBeforeSetup`), so a first account that comes by an API is the form's.
 */
export const firstAccountIsAdmin: CollectionBeforeValidateHook = async ({
  data,
  operation,
  req,
}) => {
  if (operation !== 'create' || req.payloadAPI === 'local') return data;
  return (await accountExists(req)) ? data : { ...data, roles: ['admin'] };
};
