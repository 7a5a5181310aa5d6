import type { CollectionBeforeOperationHook } from 'payload';
import { APIError } from 'payload';

import { signUpOpen } from '../access/sign-up-open';

/** Nobody becomes an account before the first admin has. */
export const setupRequired = (): APIError =>
  new APIError(
    'This site is not set up yet: its first admin signs up in the admin panel.',
    503,
    { code: 'SETUP_REQUIRED' },
    true,
  );

/**
 * Says why a sign-up is refused, where the access rule could only say that it is.
 *
 * @throws APIError 503 `SETUP_REQUIRED` while the site has no account.
 */
export const refuseSignUpBeforeSetup: CollectionBeforeOperationHook = async ({
  args,
  operation, // eslint-disable-line @typescript-eslint/no-deprecated -- only its value 'read' is
  req,
}) => {
  const trusted = 'overrideAccess' in args && args.overrideAccess;
  if (operation !== 'create' || trusted || (await signUpOpen({ req }))) return;
  throw setupRequired();
};
