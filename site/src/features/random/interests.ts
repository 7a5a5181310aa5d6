import { lengthOf } from '../chat/composer/messageDraft';

/** How many interests the server takes, and how long each may be, in characters. */
export const mostInterests = 10;
export const longestInterest = 30;

/** As the server compares them, but for capital letters, which stay as they were typed. */
function tidy(interest: string): string {
  return interest.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

/** What becomes of something typed: the list with it, and what was wrong with it. */
export interface Added {
  readonly interests: readonly string[];
  readonly fault: 'tooLong' | 'tooMany' | null;
}

/** Adds what was typed, or pasted with commas in between; what is there already is not added twice. */
export function addInterests(interests: readonly string[], typed: string): Added {
  let fault: Added['fault'] = null;
  const list = [...interests];
  for (const interest of typed.split(separators).map(tidy)) {
    const isThere = list.some((other) => other.toLowerCase() === interest.toLowerCase());
    if (interest === '' || isThere) continue;
    if (lengthOf(interest) > longestInterest) fault = 'tooLong';
    else if (list.length === mostInterests) fault = 'tooMany';
    else list.push(interest);
  }
  return { interests: list, fault };
}

/** The commas of Latin, Chinese and Japanese keyboards, and new lines in what is pasted. */
const separators = /[,，、\n]/u;

export function hasSeparator(typed: string): boolean {
  return separators.test(typed);
}
