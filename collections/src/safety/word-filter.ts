import { assemble } from 'es-hangul';
import {
  parseRawPattern,
  RegExpMatcher,
  resolveConfusablesTransformer,
  resolveLeetSpeakTransformer,
} from 'obscenity';

/** Latin words of so few letters are found as whole words alone: "ass" is in "class". */
const shortLatin = 3;
/** Words of so many letters are found across spaces too: "bad word". Shorter ones meet in "this hit". */
const longLatin = 6;
const longHangul = 3;

const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const compatibilityJamo = /[\u3131-\u318e]/u;
const letters = /[\p{L}\p{N}]+/gu;
const hangul = /\p{Script=Hangul}+/gu;

/** How a word is looked for: by letters of one script, or with everything else taken away. */
type Script = 'latin' | 'hangul' | 'any';

/**
 * Finds words however they are written: with look-alikes, full-width or invisible characters, digits for
 * letters, letters apart or repeated, and Korean in single letters (ㅂㅏㅂㅗ).
 */
export class WordFilter {
  readonly #matchers: readonly { script: Script; crossesSpaces: boolean; matcher: RegExpMatcher }[];

  /** @param allowed words that are let through although a forbidden one is in them */
  constructor(words: readonly string[], allowed: readonly string[]) {
    const groups = new Map<string, string[]>();
    for (const word of words) {
      const script = scriptOf(word);
      const folded = fold(word, script);
      if (folded === '') continue;
      const group = JSON.stringify([script, crossesSpaces(word, folded, script)]);
      groups.set(group, [...(groups.get(group) ?? []), folded]);
    }
    this.#matchers = [...groups].map(([group, own]) => {
      const [script, crosses] = JSON.parse(group) as [Script, boolean];
      return { script, crossesSpaces: crosses, matcher: createMatcher(own, allowed, script) };
    });
  }

  catches(text: string): boolean {
    return this.#matchers.some(({ crossesSpaces: crosses, matcher, script }) => {
      const writings = new Set([
        ...writingsOf(text, script, 'spelled'),
        ...(crosses ? writingsOf(text, script, 'compact') : []),
      ]);
      return [...writings].some((writing) => matcher.hasMatch(writing));
    });
  }
}

function createMatcher(
  words: readonly string[],
  allowed: readonly string[],
  script: Script,
): RegExpMatcher {
  const isWhole = (word: string): boolean => script === 'latin' && word.length <= shortLatin;
  return new RegExpMatcher({
    // What was folded has letters and digits alone, which mean nothing in a pattern.
    blacklistedTerms: [...new Set(words)].map((word, id) => ({
      id,
      pattern: parseRawPattern(isWhole(word) ? `|${word}|` : word),
    })),
    whitelistedTerms: allowed.map((word) => fold(word, script)).filter(Boolean),
  });
}

function scriptOf(word: string): Script {
  const text = normal(word).trim();
  if (/\s/.test(text)) return 'any';
  if (/^[\p{Script=Hangul}\P{L}]+$/u.test(text) && !/\p{N}/u.test(text)) return 'hangul';
  return /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)
    ? 'any'
    : 'latin';
}

function crossesSpaces(word: string, folded: string, script: Script): boolean {
  if (script === 'latin') return folded.length >= longLatin;
  return script === 'hangul' ? folded.length >= longHangul : /\s/.test(word.trim());
}

/** A word of a list as it is looked for. */
const fold = (word: string, script: Script): string => {
  const text = normal(word);
  const pieces = (script === 'latin' ? plainLatin(text) : text).match(letters) ?? [];
  const folded = pieces.join('');
  return script === 'hangul' && compatibilityJamo.test(folded)
    ? assemble(Array.from(folded))
    : folded;
};

/** The ways to read a text. */
function writingsOf(text: string, script: Script, how: 'spelled' | 'compact'): string[] {
  const basis = normal(text);
  const readings = [script === 'latin' ? plainLatin(basis) : basis];
  if (script !== 'latin' && compatibilityJamo.test(basis))
    readings.push(assemble(Array.from(basis)));
  const piece = script === 'hangul' ? hangul : letters;
  return readings
    .map((reading) => (how === 'compact' ? compact(reading, piece) : joinSpelled(reading, piece)))
    .flatMap((reading) => [
      reading.replaceAll(/(.)\1{2,}/gsu, '$1'),
      reading.replaceAll(/(.)\1{2,}/gsu, '$1$1'),
    ]);
}

const compact = (text: string, piece: RegExp): string => (text.match(piece) ?? []).join('');

/**
 * Joins letters that were taken apart: s h i t, s.h.i.t, f.uck. Where there is space between, both sides
 * are one letter; 다시 발표 stays two words.
 */
function joinSpelled(text: string, piece: RegExp): string {
  let joined = '';
  let end = 0;
  let lengthBefore = 0;
  for (const { 0: own, index } of text.matchAll(piece)) {
    const between = text.slice(end, index);
    const isSpelled = /\s/.test(between)
      ? lengthBefore === 1 && own.length === 1
      : lengthBefore === 1 || own.length === 1;
    joined += (joined === '' || isSpelled ? '' : ' ') + own;
    [end, lengthBefore] = [index + own.length, own.length];
  }
  return joined;
}

/** Without case, width, style or invisible characters. Korean letters that stand alone stay as typed. */
const normal = (text: string): string =>
  text
    .replaceAll(invisible, '')
    .replaceAll(/[^\u3131-\u318e]+/g, (part) => part.normalize('NFKC'))
    .toLowerCase();

const [confusables, leetSpeak] = [resolveConfusablesTransformer(), resolveLeetSpeakTransformer()];

/** Look-alikes of Latin letters as those letters, and without accents. */
function plainLatin(text: string): string {
  let plain = '';
  for (const character of text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .normalize('NFC')) {
    const code = character.codePointAt(0) ?? 0;
    const resolved = leetSpeak.transform(confusables.transform(code) ?? code) ?? code;
    plain += String.fromCodePoint(resolved).toLowerCase();
  }
  return plain;
}
