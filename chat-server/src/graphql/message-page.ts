import { badInput } from '../errors';
import type { Loaders } from '../rooms/loaders';
import type { StoredMessage } from '../store/message-store';
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
  loaders: Loaders,
  roomId: string,
  args: PageArguments,
): Promise<Connection<StoredMessage>> {
  const { first = null, last = null } = args;
  if (first !== null && last !== null) throw badInput('Ask for either first or last.', 'last');
  const after = args.after == null ? 0 : seqOfCursor(args.after, 'after');
  const before = args.before == null ? Infinity : seqOfCursor(args.before, 'before');
  const { lastSeq } = await loaders.counters.load(roomId);
  // Messages are numbered without a hole, so their numbers say where a page begins and ends.
  let [start, end] = [after + 1, Math.min(before - 1, lastSeq)];
  if (first === null) start = Math.max(start, end - pageSize(last, usualPage, 'last') + 1);
  else end = Math.min(end, start + pageSize(first, usualPage, 'first') - 1);
  const stretch = { roomId, first: start, last: end };
  const messages = end < start ? [] : await loaders.stretch.load(stretch);
  return createConnection(messages, ({ seq }) => seqCursor(seq), {
    hasPreviousPage: start > 1,
    hasNextPage: end < lastSeq,
  });
}
