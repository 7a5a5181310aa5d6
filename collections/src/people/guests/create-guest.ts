import { APIError, type PayloadRequest } from 'payload';

import { clientAddressOf } from '../../client-address';
import { accountExists } from '../account-exists';
import { signIn, type SignedIn } from '../account-session';
import { setupRequired } from '../refuse-sign-up-before-setup';
import {
  guestAddress,
  guestLifetime,
  guestName,
  languageOf,
  unknowablePassword,
} from './guest-account';
import { guestLimiterOf } from './guest-limiter';

/**
 * Makes an account without an e-mail address or a password, and signs it in. Its one token lasts
 * {@link guestLifetime}; there is no way in after that.
 *
 * @param displayName at most 40 characters; without it a name is made up
 * @throws APIError 503 `SETUP_REQUIRED` while the site has no account, 429 `RATE_LIMITED`
 * @throws ValidationError at `displayName`
 */
export async function createGuest(
  req: PayloadRequest,
  displayName: string | null | undefined,
): Promise<SignedIn> {
  if (!(await accountExists(req))) throw setupRequired();
  await assertWithinLimit(req);
  const locale = languageOf(req);
  const endsAt = Math.floor(Date.now() / 1000) + guestLifetime;
  const { id } = await req.payload.create({
    collection: 'users',
    data: {
      email: guestAddress(),
      password: unknowablePassword(),
      displayName: displayName?.trim() || guestName(locale),
      roles: ['guest'],
      locale,
      guestUntil: new Date(endsAt * 1000).toISOString(),
    },
    overrideAccess: true, // Nobody chooses roles, or how long they are a guest.
    req,
  });
  return signIn(req, id, { endsAt });
}

async function assertWithinLimit(req: PayloadRequest): Promise<void> {
  const retryAfterMs = await guestLimiterOf(req.payload).take(clientAddressOf(req));
  if (retryAfterMs === null) return;
  req.responseHeaders ??= new Headers();
  req.responseHeaders.set('Retry-After', String(Math.ceil(retryAfterMs / 1000)));
  throw new APIError(
    'Too many guests came from here. Try again later, or sign up.',
    429,
    { code: 'RATE_LIMITED', retryAfterMs },
    true,
  );
}
