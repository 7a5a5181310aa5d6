import { randomBytes, randomInt, randomUUID } from 'node:crypto';

import type { PayloadRequest } from 'payload';

import type { User } from '../../payload-types';

/** How long a guest's token lasts, and the guest with it: 7 days, in seconds. */
export const guestLifetime = 7 * 24 * 60 * 60;

/**
 * Payload wants an e-mail address of every account. RFC 2606 reserves `.invalid`: no mail can ever
 * arrive there, and none of these addresses is shown to anybody.
 */
const domain = 'guest.invalid';

export const guestAddress = (): string => `${randomUUID()}@${domain}`;

export const isGuestAddress = (email: unknown): boolean =>
  typeof email === 'string' && email.toLowerCase().trim().endsWith(`@${domain}`);

/** 256 random bits that nobody ever learns. */
export const unknowablePassword = (): string => randomBytes(32).toString('base64url');

/** Whether an account was made by `createGuest`, and did not register since. */
export const isGuest = (account: Pick<User, 'guestUntil'> | null | undefined): boolean =>
  Boolean(account?.guestUntil);

export type Language = 'ko' | 'en';

/** `?locale=` where the client says it, else what its `Accept-Language` asks for. */
export function languageOf({ i18n, query }: PayloadRequest): Language {
  const { locale } = query;
  if (locale === 'ko' || locale === 'en') return locale;
  return i18n.language === 'ko' ? 'ko' : 'en';
}

/** A name for a guest who gave none, such as "손님 4821" or "Guest 4821". */
export const guestName = (language: Language): string =>
  `${language === 'ko' ? '손님' : 'Guest'} ${randomInt(1_000, 10_000)}`;

/** What is left of the name of a guest who is long gone. */
export const goneGuestName = (language: Language): string =>
  language === 'ko' ? '떠난 손님' : 'Former guest';
