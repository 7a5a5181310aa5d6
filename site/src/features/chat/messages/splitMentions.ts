export interface MentionPart {
  readonly text: string;
  /** Of whom it mentions; undefined for other text. */
  readonly participantId: string | undefined;
}

/** Finds `@name` of the people that a message mentions; of names that begin alike, the longest. */
export function splitMentions(
  text: string,
  mentioned: readonly { readonly id: string; readonly name: string }[],
): MentionPart[] {
  const byName = mentioned
    .map(({ id, name }) => ({ id, name: fold(name) }))
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.name.length - a.name.length);
  const folded = fold(text);
  // Where folding changes lengths (as with İ), places in one are not those in the other.
  if (folded.length !== text.length) return [{ text, participantId: undefined }];

  const parts: MentionPart[] = [];
  let end = 0;
  for (let at = folded.indexOf('@'); at !== -1; at = folded.indexOf('@', at + 1)) {
    const found = byName.find(({ name }) => folded.startsWith(name, at + 1));
    if (!found) continue;
    if (at > end) parts.push({ text: text.slice(end, at), participantId: undefined });
    end = at + 1 + found.name.length;
    parts.push({ text: text.slice(at, end), participantId: found.id });
    at = end - 1;
  }
  if (end < text.length) parts.push({ text: text.slice(end), participantId: undefined });
  return parts;
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
