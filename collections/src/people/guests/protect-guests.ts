import type {
  CollectionBeforeChangeHook,
  CollectionBeforeLoginHook,
  CollectionBeforeOperationHook,
  CollectionRefreshHook,
} from 'payload';
import { APIError } from 'payload';

import type { User } from '../../payload-types';
import { signIn } from '../account-session';
import { isGuest, isGuestAddress } from './guest-account';
import { registering } from './register-guest';

const forbidden = (message: string, field?: string): APIError =>
  new APIError(message, 403, { code: 'FORBIDDEN', ...(field ? { field } : {}) }, true);

/** A guest has one token and no other way in: no password, also none that was reset. */
export const refuseGuestLogin: CollectionBeforeLoginHook<User> = ({ user }) => {
  if (isGuest(user)) throw forbidden('A guest cannot log in.');
};

/** Stops a reset before it stores anything: no mail could arrive. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- of `operation`, only the value 'read' is
export const refuseGuestReset: CollectionBeforeOperationHook = ({ args, operation }) => {
  if (operation !== 'forgotPassword' || !('data' in args)) return;
  const { email } = args.data as { email?: unknown };
  if (isGuestAddress(email)) throw forbidden('A guest has no password.', 'email');
};

/** A guest becomes more by registering, and by no other change of the account. */
export const keepGuestsGuests: CollectionBeforeChangeHook<User> = ({
  context,
  data,
  operation,
  originalDoc,
}) => {
  if (operation !== 'update' || !isGuest(originalDoc) || context[registering]) return data;
  const { email, password } = data;
  if (email !== undefined && email !== originalDoc?.email) {
    throw forbidden('A guest gets an e-mail address by registering.', 'email');
  }
  if (password) throw forbidden('A guest gets a password by registering.', 'password');
  return data;
};

/** A guest's token can be had anew, and ends when the first one would have. */
export const refreshWithinGuestTime: CollectionRefreshHook<User> = async ({ args, user }) => {
  const { req } = args;
  const sid = (req.user as { _sid?: string } | null)?._sid;
  if (!user.guestUntil || sid === undefined) return undefined;
  const endsAt = Math.floor(Date.parse(user.guestUntil) / 1000);
  const { exp, token } = await signIn(req, user.id, { endsAt, sid });
  return { exp, refreshedToken: token, user };
};
