import { cmsRequest } from '../../api/cmsRequest';
import { CmsError } from '../../api/cmsError';
import {
  CreateGuestDocument,
  LogInDocument,
  LogOutDocument,
  RegisterGuestDocument,
  SignUpDocument,
  type SessionUserFragment,
} from '../../apollo/generated/cms';
import { suggestLocale, type Locale } from '../../app/locale';
import { endSession, sessionStore, startSession } from './session';
import { renewBy } from './sessionRenewal';

export interface NewAccount {
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
  readonly locale: Locale;
}

/** Makes the account and logs it in. @throws {CmsError} */
export async function signUp(account: NewAccount): Promise<void> {
  await cmsRequest(SignUpDocument, { data: account });
  await logIn(account.email, account.password);
}

/** @throws {CmsError} */
export async function logIn(email: string, password: string): Promise<void> {
  const { loginUser } = await cmsRequest(LogInDocument, { email, password });
  if (!loginUser?.token || !loginUser.user) {
    throw new CmsError('unavailable', 'The API answered without a session.');
  }
  begin(loginUser.token, loginUser.user);
}

/**
 * Makes an account that needs nothing and ends by itself, and signs it in.
 * @param displayName empty for one that the server makes up
 * @throws {CmsError}
 */
export async function continueAsGuest(displayName: string): Promise<void> {
  const { createGuest } = await cmsRequest(CreateGuestDocument, {
    displayName: displayName || null,
  });
  begin(createGuest.token, createGuest.user);
}

/** Makes a lasting account of the guest who is signed in: the same person, with all they said. @throws {CmsError} */
export function registerGuest(account: Omit<NewAccount, 'locale'>): Promise<void> {
  const guest = sessionStore.get();
  const register = async () => {
    const { registerGuest } = await cmsRequest(RegisterGuestDocument, account, guest?.token);
    begin(registerGuest.token, registerGuest.user);
  };
  return renewBy(register());
}

function begin(token: string, user: SessionUserFragment): void {
  const { id, displayName, email, locale, guestUntil } = user;
  startSession(token, { id, displayName, email, isGuest: guestUntil !== null });
  if (locale) suggestLocale(locale);
}

/** Ends the session here at once, and on the server if it can be reached. */
export async function logOut(): Promise<void> {
  const session = sessionStore.get();
  endSession();
  if (!session) return;
  await cmsRequest(LogOutDocument, {}, session.token).catch(() => undefined);
}
