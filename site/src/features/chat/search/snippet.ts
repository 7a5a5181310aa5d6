export interface SnippetPart {
  readonly text: string;
  readonly isMatch: boolean;
}

/** In characters: how much is shown before the first match, and altogether. */
const before = 30;
const longest = 140;

/** The part of a text around what was searched for, with each of the words searched for apart. */
export function snippetOf(text: string, search: string): SnippetPart[] {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const words = fold(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  const folded = fold(line);
  // Where folding changes lengths, places in one are not those in the other.
  const matches = folded.length === line.length ? matchesOf(folded, words) : [];
  const start = Math.max(0, (matches[0]?.from ?? 0) - before);
  const end = Math.min(line.length, start + longest);

  const parts: SnippetPart[] = [];
  const push = (from: number, to: number, isMatch: boolean) => {
    if (to > from) parts.push({ text: line.slice(from, to), isMatch });
  };
  let at = start;
  for (const { from, to } of matches) {
    if (to > end) break;
    push(at, from, false);
    push(from, to, true);
    at = to;
  }
  push(at, end, false);
  if (start > 0) parts.unshift({ text: '…', isMatch: false });
  if (end < line.length) parts.push({ text: '…', isMatch: false });
  return parts;
}

/** Where the words stand, in order and without overlaps. */
function matchesOf(text: string, words: readonly string[]): { from: number; to: number }[] {
  const matches: { from: number; to: number }[] = [];
  let at = 0;
  for (;;) {
    const next = words
      .map((word) => ({ from: text.indexOf(word, at), length: word.length }))
      .filter(({ from }) => from !== -1)
      .sort((a, b) => a.from - b.from || b.length - a.length)[0];
    if (!next) return matches;
    at = next.from + next.length;
    matches.push({ from: next.from, to: at });
  }
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
