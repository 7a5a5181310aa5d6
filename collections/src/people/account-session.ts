import { randomUUID } from 'node:crypto';

import { getFieldsToSign, jwtSign, type PayloadRequest } from 'payload';

import type { User } from '../payload-types';
import { isGuestAddress } from './guests/guest-account';

/** What somebody gets who has just become an account, or another kind of one. */
export interface SignedIn {
  token: string;
  /** When the token ends, in seconds since 1970. */
  exp: number;
  /** The account as its owner may see it. */
  user: User;
}

interface SessionOptions {
  /** When the token and its session end, in seconds since 1970. */
  endsAt: number;
  /** The session to go on with; without it a new one begins, and every other one ends. */
  sid?: string;
}

/**
 * Signs somebody in without a password, the way Payload's log-in does it: the token names a session of
 * the account, and is good for as long as the session is there.
 */
export async function signIn(
  req: PayloadRequest,
  accountId: string,
  { endsAt, sid = randomUUID() }: SessionOptions,
): Promise<SignedIn> {
  const { payload } = req;
  const stored = await payload.db.findOne<User>({
    collection: 'users',
    where: { id: { equals: accountId } },
    req,
  });
  if (!stored) throw new Error('The account is gone.');
  const expiresAt = new Date(endsAt * 1000).toISOString();
  const createdAt =
    stored.sessions?.find(({ id }) => id === sid)?.createdAt ?? new Date().toISOString();
  await payload.db.updateOne({
    collection: 'users',
    id: accountId,
    // Null as Payload itself has it: a session is no change of the account.
    data: { ...stored, sessions: [{ id: sid, createdAt, expiresAt }], updatedAt: null },
    req,
    returning: false,
  });

  const account = { ...stored, collection: 'users' as const };
  const collectionConfig = payload.collections.users.config;
  const { exp, token } = await jwtSign({
    fieldsToSign: getFieldsToSign({
      collectionConfig,
      email: isGuestAddress(stored.email) ? '' : stored.email,
      sid,
      user: account,
    }),
    secret: payload.secret,
    tokenExpiration: endsAt - Math.floor(Date.now() / 1000),
  });
  const user = await payload.findByID({
    collection: 'users',
    id: accountId,
    depth: 0,
    user: account,
    overrideAccess: false,
    req,
  });
  return { token, exp, user };
}
