/**
 * How messages are found by their words, in both databases: a message is indexed by the terms of its
 * text, and a search finds those that have every term of the search.
 *
 * - Text is compared without regard to case, width and other forms of the same character (NFKC).
 * - Scripts that put spaces between words are found by how their words begin: "meet" finds "meeting". The
 *   terms of a word are its beginnings.
 * - Hangul, Han, Kana, Thai and the like, and emoji, are found by any part of them, as particles and
 *   endings stand right beside a word: "학교" finds "우리학교에서". Their terms are their characters, and
 *   each two in a row.
 */

/** Longer beginnings of a word are told apart by its text alone, in characters. */
const longestPrefix = 10;

const unspacedScripts =
  '\\p{scx=Hang}\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}';
const wordCharacter = '[\\p{L}\\p{N}\\p{M}]';
const unspaced = `(?:\\p{Extended_Pictographic}|(?=[${unspacedScripts}])${wordCharacter})`;

/** What is searched in, part by part: a run of one kind of script. */
const parts = new RegExp(`(${unspaced}+)|(?:(?!${unspaced})${wordCharacter})+`, 'gu');

/** What shows nothing, such as a soft hyphen, or what joins emoji. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

interface Part {
  text: string;
  isUnspaced: boolean;
}

function partsOf(text: string): Part[] {
  const folded = text
    .normalize('NFKC')
    .replaceAll(invisible, '')
    .toUpperCase() // first, as ß is SS
    .toLowerCase()
    .replaceAll('ς', 'σ') // as it is within a word
    .normalize('NFKC');
  return Array.from(folded.matchAll(parts), ([part, run]) => ({
    text: part,
    isUnspaced: run !== undefined,
  }));
}

const pairsOf = (characters: readonly string[]): string[] =>
  characters.slice(1).map((character, index) => `${characters[index]}${character}`);

/** The terms that a message is indexed by. */
export function indexTerms(text: string): string[] {
  const terms = new Set<string>();
  for (const part of partsOf(text)) {
    const characters = Array.from(part.text);
    if (part.isUnspaced) {
      for (const term of [...characters, ...pairsOf(characters)]) terms.add(term);
    } else {
      let prefix = '';
      for (const character of characters.slice(0, longestPrefix)) {
        prefix += character;
        terms.add(prefix);
      }
    }
  }
  return [...terms];
}

export interface Search {
  /** All of these a message must be indexed by, the rarest probably first; none for an empty search. */
  terms: readonly string[];
  /** Whether a text is what is searched for: it may have all of the terms, and not in this order. */
  matches: (text: string) => boolean;
}

export function parseSearch(search: string): Search {
  const wanted = partsOf(search);
  const terms = new Set<string>();
  for (const part of wanted) {
    const characters = Array.from(part.text);
    if (!part.isUnspaced) terms.add(characters.slice(0, longestPrefix).join(''));
    else
      for (const term of characters.length > 1 ? pairsOf(characters) : characters) terms.add(term);
  }
  return {
    terms: [...terms].sort((one, other) => other.length - one.length),
    matches(text) {
      const found = partsOf(text);
      return wanted.every((part) =>
        found.some(
          ({ isUnspaced, text: own }) =>
            isUnspaced === part.isUnspaced &&
            (isUnspaced ? own.includes(part.text) : own.startsWith(part.text)),
        ),
      );
    },
  };
}
