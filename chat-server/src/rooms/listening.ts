import { badInput } from '../errors';
import { closeCodes } from '../transport/close-codes';
import type { Caller } from '../transport/context';
import type { FeedSubscription } from './feed';
import type { RoomFeeds } from './feeds';
import type { Loaders } from './loaders';
import { findRoom, getRoom } from './room-access';

interface Listening extends Pick<Caller, 'close'> {
  feeds: RoomFeeds;
  loaders: Loaders;
}

/**
 * Follows a room for somebody, until they leave it or may not see it any more.
 *
 * @throws ChatError NOT_FOUND, BAD_USER_INPUT or UNAVAILABLE
 */
export async function listen(
  { close, feeds, loaders }: Listening,
  {
    afterRevision,
    roomId,
    userId,
  }: { userId: string; roomId: string; afterRevision: number | null },
): Promise<FeedSubscription> {
  let { membership } = await getRoom(loaders, userId, roomId, 'roomId');
  if (afterRevision !== null && afterRevision < 0) {
    throw badInput('A revision is 0 or more.', 'afterRevision');
  }
  return feeds.subscribe(roomId, {
    userId,
    afterRevision,
    onOverflow: () => close?.(closeCodes.tooSlow),
    mayStay: async () => {
      const standing = await findRoom(loaders, userId, { id: roomId });
      const hasLeft = membership !== null && standing?.membership === null;
      membership = standing?.membership ?? null;
      return standing !== null && !hasLeft;
    },
  });
}
