import { APIError, ValidationError, type PayloadRequest } from 'payload';

import { hasRole } from '../../access/has-role';
import type { User } from '../../payload-types';
import { inTransaction } from '../../in-transaction';
import { accountExists } from '../account-exists';
import { signIn, type SignedIn } from '../account-session';
import { announceAccount } from '../announce-account';
import { isGuest } from './guest-account';

export interface Registration {
  email: string;
  password: string;
  /** At most 40 characters; without it the guest keeps the name it has. */
  displayName?: string | null | undefined;
}

/** Set by {@link registerGuest} alone, so that its change gets past `protectGuests`. */
export const registering = 'registersGuest';

/**
 * Makes a member of the guest who asks: the same account, with all it belongs to and wrote. Its token
 * ends, and what was open under it comes back with the one that this gives.
 *
 * @throws APIError 401 `UNAUTHENTICATED`, 403 `FORBIDDEN` to whoever is no guest
 * @throws ValidationError at `email`, `password` or `displayName`; nothing has changed then
 */
export async function registerGuest(
  req: PayloadRequest,
  { displayName, email, password }: Registration,
): Promise<SignedIn> {
  const guest = assertGuest(req);
  if (!password) throw invalid(req, 'password', req.t('validation:required'));
  const address = email.toLowerCase().trim();
  // The unique index stands behind this, which is here for its clear answer.
  if (await accountExists(req, { email: { equals: address } })) {
    throw invalid(req, 'email', req.t('error:userEmailAlreadyRegistered'));
  }
  const ended = (guest.sessions ?? []).map(({ id }) => id);
  const roles = (guest.roles ?? []).filter((role) => role !== 'guest');

  // Payload keeps the session of whoever changes their own password. This one is to end, and in the
  // same write that makes a member of the guest: a crash between two would leave it open.
  req.user = withoutSession(guest);
  const signedIn = await inTransaction(req, async () => {
    await req.payload.update({
      collection: 'users',
      id: guest.id,
      data: {
        email: address,
        password,
        displayName: displayName?.trim() || guest.displayName,
        roles: roles.length > 0 ? roles : ['member'],
        guestUntil: null,
      },
      context: { [registering]: true },
      overrideAccess: true, // Nobody else changes roles, or how long they are a guest.
      req,
    });
    const { tokenExpiration } = req.payload.collections.users.config.auth;
    return signIn(req, guest.id, { endsAt: Math.floor(Date.now() / 1000) + tokenExpiration });
  });
  // Once it is stored: who looked before would still find the old sessions.
  for (const sid of ended) await announceAccount(req.payload, guest.id, sid);
  return signedIn;
}

function assertGuest({ user }: PayloadRequest): User {
  if (!user) {
    throw new APIError('Sign in as a guest first.', 401, { code: 'UNAUTHENTICATED' }, true);
  }
  if (!isGuest(user) || !hasRole(user, 'guest')) {
    throw new APIError('Only a guest can register this way.', 403, { code: 'FORBIDDEN' }, true);
  }
  return user;
}

function withoutSession(user: User): PayloadRequest['user'] {
  const account: User & { _sid?: string } = { ...user };
  delete account._sid;
  return account;
}

const invalid = (req: PayloadRequest, path: string, message: string): ValidationError =>
  new ValidationError({ collection: 'users', errors: [{ path, message }] }, req.t);
