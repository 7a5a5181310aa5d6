import {
  ValidationError,
  type CollectionBeforeValidateHook,
  type Payload,
  type PayloadRequest,
} from 'payload';

import { hasRole } from '../access/has-role';
import { inLanguageOf } from '../in-language-of';
import type { User } from '../payload-types';
import { WordFilter } from '../safety/word-filter';
import { staffRoles } from './roles';

const refused = {
  en: 'This name has a word that is not allowed here.',
  ko: '이름에 이곳에서 쓸 수 없는 단어가 있습니다.',
};

/** The filter as it was built last, of these lists. */
const built = new WeakMap<Payload, { lists: string; filter: WordFilter }>();

/**
 * Refuses a display name that the word filter catches, since everybody reads it: at sign-up, of a guest, and
 * when it is changed. A name that stays is let be, and so is what staff call themselves; they could take the
 * word off the list.
 *
 * @throws ValidationError at `displayName`
 */
export const nameIsAllowed: CollectionBeforeValidateHook<User> = async ({
  data,
  originalDoc,
  req,
}) => {
  const name = data?.displayName;
  // What the server itself calls somebody is nobody's choice.
  if (!name || name === originalDoc?.displayName || req.payloadAPI === 'local') return data;
  if (hasRole(req.user, ...staffRoles) && req.user?.id === originalDoc?.id) return data;
  if (!(await wordFilterOf(req)).catches(name)) return data;
  throw new ValidationError(
    { collection: 'users', errors: [{ path: 'displayName', message: inLanguageOf(req, refused) }] },
    req.t,
  );
};

async function wordFilterOf(req: PayloadRequest): Promise<WordFilter> {
  const { payload } = req;
  const { allowedWords, words } = await payload.findGlobal({
    slug: 'chat-filters',
    depth: 0,
    overrideAccess: true, // For the server itself: no member may read the lists.
    req,
  });
  const lists = JSON.stringify([words, allowedWords]);
  const known = built.get(payload);
  if (known?.lists === lists) return known.filter;
  const filter = new WordFilter(words ?? [], allowedWords ?? []);
  built.set(payload, { lists, filter });
  return filter;
}
