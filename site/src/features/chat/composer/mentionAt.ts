/** What is being written after an `@`. */
export interface MentionQuery {
  /** Where the `@` stands. */
  readonly at: number;
  readonly typed: string;
}

/** Longer than any name. */
const longestName = 40;

/** The mention that is being written where the caret is; null where there is none. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const at = text.lastIndexOf('@', caret - 1);
  if (at === -1 || caret - at > longestName) return null;
  // In an e-mail address it mentions nobody.
  if (/[\p{L}\p{N}._-]/u.test(text.charAt(at - 1))) return null;
  const typed = text.slice(at + 1, caret);
  // Names may hold single spaces.
  return /\n|^\s| {2}/.test(typed) ? null : { at, typed };
}

/** Those whose names hold what was typed, best first. */
export function matchingPeople<Person extends { readonly name: string }>(
  people: readonly Person[],
  typed: string,
  most: number,
): Person[] {
  const wanted = fold(typed);
  const rank = ({ name }: Person) => {
    const found = fold(name).indexOf(wanted);
    return found === -1 ? Infinity : found;
  };
  return people
    .map((person) => ({ person, rank: rank(person) }))
    .filter((ranked) => ranked.rank !== Infinity)
    .sort((a, b) => a.rank - b.rank || a.person.name.localeCompare(b.person.name))
    .slice(0, most)
    .map(({ person }) => person);
}

/** The text with the mention written out, and where the caret stands then. */
export function completeMention(
  text: string,
  { at, typed }: MentionQuery,
  name: string,
): { text: string; caret: number } {
  const before = `${text.slice(0, at)}@${name} `;
  return { text: before + text.slice(at + 1 + typed.length).trimStart(), caret: before.length };
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
