import { lengthOf } from '../chat/composer/messageDraft';

/** How many interests the server takes, and how long each may be, in characters. */
export const mostInterests = 10;
export const longestInterest = 30;

/** As the server compares them, but for capital letters, which stay as they were typed. */
function tidy(interest: string): string {
  return interest.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

/** What becomes of something typed. */
export interface Added {
  /** The list with what could be added. */
  readonly interests: readonly string[];
  /** What could not, with its commas, and why. */
  readonly rest: string;
  readonly fault: 'tooLong' | 'tooMany' | null;
}

/** Adds what was typed, or pasted with commas in between; what is there already is not added twice. */
export function addInterests(interests: readonly string[], typed: string): Added {
  const list = [...interests];
  const rest: string[] = [];
  let fault: Added['fault'] = null;
  for (const interest of typed.split(separators).map(tidy)) {
    const isThere = list.some((other) => other.toLowerCase() === interest.toLowerCase());
    if (interest === '' || isThere) continue;
    const isTooLong = lengthOf(interest) > longestInterest;
    if (isTooLong || list.length === mostInterests) {
      fault ??= isTooLong ? 'tooLong' : 'tooMany';
      rest.push(interest);
    } else {
      list.push(interest);
    }
  }
  return { interests: list, rest: rest.join(', '), fault };
}

/** The commas of Latin, Chinese and Japanese keyboards, and new lines in what is pasted. */
const separators = /[,，、\n]/u;

export function hasSeparator(typed: string): boolean {
  return separators.test(typed);
}
