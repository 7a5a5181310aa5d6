import { APIError, type PayloadRequest } from 'payload';

import { hasRole } from '../access/has-role';
import { inLanguageOf, type Words } from '../in-language-of';
import type { User } from '../payload-types';

/** What is wrong with a sanction or hold, in the language of whoever asks for it. */
export const refusal = (
  req: PayloadRequest,
  status: 400 | 403,
  words: Words,
  field: string,
): APIError =>
  new APIError(
    inLanguageOf(req, words),
    status,
    { code: status === 403 ? 'FORBIDDEN' : 'BAD_USER_INPUT', field },
    true,
  );

/**
 * Nobody sanctions themselves, and only an admin an admin.
 *
 * @throws APIError 400 or 403 for the field `account`
 */
export async function assertMaySanction(req: PayloadRequest, account: string): Promise<void> {
  const { payload, user } = req;
  if (user?.id === account) {
    throw refusal(req, 400, { en: 'This is yourself.', ko: '자기 자신입니다.' }, 'account');
  }
  const person: User | null = await payload.findByID({
    collection: 'users',
    id: account,
    depth: 0,
    disableErrors: true,
    overrideAccess: true, // For its roles alone.
    req,
  });
  if (hasRole(person, 'admin') && !hasRole(user, 'admin')) {
    const words = {
      en: 'Only an admin sanctions an admin.',
      ko: '관리자는 관리자만 제재할 수 있습니다.',
    };
    throw refusal(req, 403, words, 'account');
  }
}

/** @throws APIError 400 for the field `until` */
export function assertEndsInFuture(req: PayloadRequest, until: string): void {
  if (Date.parse(until) > Date.now()) return;
  const words = { en: 'A sanction ends in the future.', ko: '기한은 앞으로의 때여야 합니다.' };
  throw refusal(req, 400, words, 'until');
}
