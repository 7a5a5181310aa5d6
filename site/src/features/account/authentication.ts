import { cmsRequest } from '../../api/cmsRequest';
import { CmsError } from '../../api/cmsError';
import {
  LogInDocument,
  LogOutDocument,
  SignUpDocument,
  type SessionUserFragment,
} from '../../apollo/generated/cms';
import { suggestLocale, type Locale } from '../../app/locale';
import { endSession, sessionStore, startSession } from './session';

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
