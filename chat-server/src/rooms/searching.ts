import { badInput } from '../errors';
import type { SearchStore } from '../store/search-store';
import { parseSearch } from '../store/search-terms';
import type { StoredMessage } from '../store/message-store';

/** The longest search, in characters. */
const longestSearch = 100;

/**
 * The most messages that are looked at for one page. Those that have every term of the search and are not
 * what is searched for are rare, but somebody may write them on purpose.
 */
const mostCandidates = 1_000;

interface Wanted {
  roomId: string;
  text: string;
  /** Only messages with a lower seq. */
  before: number;
  first: number;
  /** Whether the viewer is to find a message; blocked people's are not. */
  isShown: (message: StoredMessage) => boolean | Promise<boolean>;
}

export interface Found {
  /** Newest first. */
  messages: StoredMessage[];
  hasMore: boolean;
  /** The seq to go on from. */
  reached: number;
}

/**
 * Finds messages of a room by their words. The room is one that the viewer may read.
 *
 * @throws ChatError BAD_USER_INPUT at `text`
 */
export async function searchMessages(
  store: SearchStore,
  { before, first, isShown, roomId, text }: Wanted,
): Promise<Found> {
  const length = Array.from(text.trim()).length;
  if (length < 1 || length > longestSearch) {
    throw badInput(`A search has 1 to ${longestSearch} characters.`, 'text');
  }
  const { matches, terms } = parseSearch(text);
  if (terms.length === 0) throw badInput('A search needs a letter, a digit or an emoji.', 'text');

  const messages: StoredMessage[] = [];
  let reached = before;
  for (let looked = 0; looked < mostCandidates;) {
    const limit = Math.min(first + 1, mostCandidates - looked);
    const candidates = await store.candidates(roomId, terms, reached, limit);
    for (const message of candidates) {
      if (messages.length === first) return { messages, hasMore: true, reached };
      reached = message.seq;
      if (matches(message.text ?? '') && (await isShown(message))) messages.push(message);
    }
    if (candidates.length < limit) return { messages, hasMore: false, reached };
    looked += candidates.length;
  }
  return { messages, hasMore: true, reached };
}
