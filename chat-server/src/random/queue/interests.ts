import { isBlank } from '@coco-chat/collections';

import { badInput } from '../../errors';

const mostInterests = 10;
/** Unicode code points. */
const longestInterest = 30;

// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Surrogate}/u;

/**
 * Interests as they are compared: in Unicode form NFC and lower case, with single spaces inside and none
 * around, each once. Blank ones are none.
 *
 * @throws ChatError BAD_USER_INPUT for more than 10, for one of more than 30 characters, and for one with
 *   characters that cannot be shown
 */
export function matchInterests(interests: readonly string[], field = 'input.interests'): string[] {
  const normal = new Set(interests.map(normalInterest).filter((interest) => !isBlank(interest)));
  if (normal.size > mostInterests) {
    throw badInput(`There are at most ${mostInterests} interests.`, field);
  }
  for (const interest of normal) {
    if (Array.from(interest).length > longestInterest) {
      throw badInput(`An interest has at most ${longestInterest} characters.`, field);
    }
    if (controls.test(interest)) {
      throw badInput('An interest has characters that cannot be shown.', field);
    }
  }
  return [...normal];
}

/** Lower case can take letters apart ('İ'), so that NFC comes last. */
const normalInterest = (interest: string): string =>
  interest.normalize('NFC').toLowerCase().normalize('NFC').replaceAll(/\s+/gu, ' ').trim();

/**
 * The language within which people are matched: the first subtag of a BCP 47 tag, in its canonical form.
 * Null for none, and for 'und'.
 *
 * @throws ChatError BAD_USER_INPUT for what is no such tag
 */
export function matchLanguage(
  tag: string | null | undefined,
  field = 'input.language',
): string | null {
  if (tag === null || tag === undefined) return null;
  const { language } = localeOf(tag, field);
  return language === undefined || language === 'und' ? null : language;
}

/** Where TypeScript says otherwise: some versions of V8 have no language for 'und'. */
function localeOf(tag: string, field: string): { readonly language?: string } {
  try {
    return new Intl.Locale(tag);
  } catch (error) {
    if (error instanceof RangeError) {
      throw badInput('A language is a BCP 47 tag, such as ko or en-GB.', field);
    }
    throw error;
  }
}
