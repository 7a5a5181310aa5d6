/**
 * How messages are found by their words, in both databases: messages are indexed by the terms of their
 * texts (see search-blocks.ts), and a search looks at those that may have every term of the search.
 *
 * - Text is compared without regard to case, width and other forms of the same character (NFKC).
 * - Scripts that put spaces between words are found by how their words begin: "meet" finds "meeting". The
 *   terms of a word are some of its beginnings.
 * - Hangul, Han, Kana, Thai and the like, and emoji, are found by any part of them, as particles and
 *   endings stand right beside a word: "학교" finds "우리학교에서". Their terms are their characters, and
 *   each two in a row.
 */

/**
 * The beginnings of words that are terms, in characters, ascending from 1. Those between, and longer ones,
 * are told apart by the text alone.
 */
export const prefixLengths: readonly number[] = [1, 2, 3, 4, 6, 10];

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

const prefixesOf = (characters: readonly string[]): string[] =>
  prefixLengths
    .filter((length) => length <= characters.length)
    .map((length) => characters.slice(0, length).join(''));

/** The terms that a message is indexed by. */
export function indexTerms(text: string): string[] {
  const terms = new Set<string>();
  for (const { isUnspaced, text: own } of partsOf(text)) {
    const characters = Array.from(own);
    const all = isUnspaced ? [...characters, ...pairsOf(characters)] : prefixesOf(characters);
    for (const term of all) terms.add(term);
  }
  return [...terms];
}

/** The terms of a part that all others of it follow from. */
function soughtTerms({ isUnspaced, text }: Part): string[] {
  const characters = Array.from(text);
  if (!isUnspaced) return prefixesOf(characters).slice(-1);
  return characters.length > 1 ? pairsOf(characters) : characters;
}

export interface Search {
  /** A message has all of these, or is not found; the rarest probably first, none for an empty search. */
  terms: readonly string[];
  /** Whether a text is what is searched for: it may have all of the terms, and not in this order. */
  matches: (text: string) => boolean;
}

export function parseSearch(search: string): Search {
  const wanted = partsOf(search);
  const terms = new Set(wanted.flatMap(soughtTerms));
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
