import { badInput } from '../errors';
import type { MessageStore, StoredMessage } from '../store/message-store';
import type { StoredRoom } from '../store/room-store';
import { createConnection, type Connection } from './connections';
import { seqCursor, seqOfCursor } from './cursor';
import { pageSize } from './page-size';

interface PageArguments {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

/** How many messages a page has when nobody says how many. */
const usualPage = 50;

/**
 * A page of a room's messages, in order of seq: the `first` after a place, or the `last` before one.
 * Without either it is the newest 50.
 *
 * @throws ChatError BAD_USER_INPUT for both at once, or one out of bounds
 */
export async function messagePage(
  store: MessageStore,
  room: Pick<StoredRoom, 'id' | 'lastSeq'>,
  args: PageArguments,
): Promise<Connection<StoredMessage>> {
  const { first = null, last = null } = args;
  if (first !== null && last !== null) throw badInput('Ask for either first or last.', 'last');
  const after = args.after == null ? 0 : seqOfCursor(args.after, 'after');
  const before = args.before == null ? undefined : seqOfCursor(args.before, 'before');
  const [from, size] =
    first === null
      ? (['newest', pageSize(last, usualPage, 'last')] as const)
      : (['oldest', pageSize(first, usualPage, 'first')] as const);
  const messages = await store.page(room.id, { after, before, from }, size);
  // Messages are numbered without a hole, so their numbers say whether there are others.
  const [start, end] = [messages[0]?.seq ?? after + 1, messages.at(-1)?.seq ?? after];
  return createConnection(messages, ({ seq }) => seqCursor(seq), {
    hasPreviousPage: start > 1,
    hasNextPage: end < room.lastSeq,
  });
}
