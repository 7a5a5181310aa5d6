import type { MemberStore } from '../store/member-store';

/** People whom one message mentions. */
const mostMentions = 20;
/** Places in a text where a name is looked for. */
const mostPlaces = 50;
/** Characters of a name that is looked for: the most that an account's or an alias has. */
const longestName = 40;

/** An @ that a name may follow: not the one within an e-mail address. */
const signs = /(?<![\w.%+-])@/g;

const wordCharacter = /^[\p{L}\p{N}\p{M}_]$/u;
/** Scripts that put nothing between words, or a particle right behind a name, as in @하늘님. */
const unspaced = /^[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;

interface Named {
  participantId: string;
  name: string;
}

/**
 * Whom a text mentions: `@` and the name somebody has in the room, in any case, the longest that fits.
 * All who share a name are meant by it. It costs one read, or none where the text has no `@`.
 *
 * @returns ids of participants, at most 20
 */
export async function mentionsIn(
  members: Pick<MemberStore, 'named'>,
  roomId: string,
  text: string,
): Promise<string[]> {
  const places = possibleNames(text);
  if (places.length === 0) return [];
  const people = await members.named(roomId, [...new Set(places.flat())]);
  return mentioned(places, people);
}

/** For each `@` in a text the names that may follow it, the longest first. */
export function possibleNames(text: string): string[][] {
  const places: string[][] = [];
  for (const { index } of text.matchAll(signs)) {
    const [line = ''] = text.slice(index + 1, index + 1 + 4 * longestName).split('\n');
    const characters = Array.from(line).slice(0, longestName + 1);
    const names: string[] = [];
    for (let length = Math.min(characters.length, longestName); length > 0; length -= 1) {
      const [last = '', next] = [characters[length - 1], characters[length]];
      if (isEndOfName(last, next)) names.push(characters.slice(0, length).join(''));
    }
    if (names.length > 0) places.push(names);
    if (places.length === mostPlaces) break;
  }
  return places;
}

const isEndOfName = (last: string, next: string | undefined): boolean =>
  last.trim() !== '' && (next === undefined || !wordCharacter.test(next) || unspaced.test(last));

function mentioned(places: readonly (readonly string[])[], people: readonly Named[]): string[] {
  const byName = new Map<string, Named[]>();
  for (const person of people) {
    const name = folded(person.name);
    byName.set(name, [...(byName.get(name) ?? []), person]);
  }
  const ids = new Set<string>();
  for (const names of places) {
    const name = names.find((possible) => byName.has(folded(possible)));
    if (name === undefined) continue;
    for (const { participantId } of byName.get(folded(name)) ?? []) ids.add(participantId);
  }
  return [...ids].slice(0, mostMentions);
}

const folded = (name: string): string => name.normalize('NFC').toLowerCase();
