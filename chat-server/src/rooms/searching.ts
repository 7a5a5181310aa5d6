import { badInput } from '../errors';
import type { Stores } from '../store/create-stores';
import type { StoredMessage } from '../store/message-store';
import { blockSize } from '../store/search-blocks';
import type { SearchedMessage } from '../store/search-index';
import { parseSearch } from '../store/search-terms';

/** The longest search, in characters. */
const longestSearch = 100;

/**
 * The most messages that are looked at for one page. The index finds blocks of messages: that the words of
 * a search stand in different messages of one is rare, but somebody may write them so on purpose. A step
 * counts as a block at least, so that there are not many steps either.
 */
export const mostLookedAt = 2_048;

interface Wanted {
  roomId: string;
  text: string;
  /** Only messages with a lower seq. */
  before: number;
  first: number;
  /** Whether the viewer is to find a message; blocked people's are not. */
  isShown: (message: SearchedMessage) => boolean | Promise<boolean>;
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
  { messages, search }: Pick<Stores, 'messages' | 'search'>,
  { before, first, isShown, roomId, text }: Wanted,
): Promise<Found> {
  const length = Array.from(text.trim()).length;
  if (length < 1 || length > longestSearch) {
    throw badInput(`A search has 1 to ${longestSearch} characters.`, 'text');
  }
  const { matches, terms } = parseSearch(text);
  if (terms.length === 0) throw badInput('A search needs a letter, a digit or an emoji.', 'text');

  const ids: string[] = [];
  let reached = before;
  const page = async (hasMore: boolean): Promise<Found> => {
    const found = ids.length === 0 ? [] : await messages.byIds(ids);
    // What was changed since it was looked at is left out, if it is no longer what is searched for.
    const standing = found.filter(
      (message) =>
        message.deletedAt === null && message.hiddenAt === null && matches(message.text ?? ''),
    );
    return { messages: standing.sort((one, other) => other.seq - one.seq), hasMore, reached };
  };
  let looked = 0;
  for await (const step of search.look(roomId, terms, before)) {
    for (const message of step.texts) {
      if (!matches(message.text) || !(await isShown(message))) continue;
      if (ids.length === first) return page(true);
      ids.push(message.id);
      reached = message.seq;
    }
    reached = step.reached;
    looked += Math.max(step.texts.length, blockSize);
    if (looked >= mostLookedAt) return page(true);
  }
  return page(false);
}
