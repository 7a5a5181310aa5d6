import { badInput } from '../errors';
import { closeCodes } from '../transport/close-codes';
import type { Caller } from '../transport/context';
import type { FeedSubscriber, FeedSubscription } from './feed-subscribers';
import type { RoomFeeds } from './feeds';
import type { Loaders } from './loaders';
import type { Presence } from './presence/presence';
import { readStanding, type Standing } from './room-access';

interface Listening extends Pick<Caller, 'close' | 'departure'> {
  feeds: RoomFeeds;
  loaders: Loaders;
  presence: Presence;
}

interface Listener extends Omit<FeedSubscriber, 'mayStay'> {
  /** What they are in the room. It may have changed since it was read. */
  standing: Standing;
}

/**
 * Follows a room for somebody, until they leave it or may not see it any more. Meanwhile they are
 * online there.
 *
 * @throws ChatError BAD_USER_INPUT or UNAVAILABLE
 */
export async function listen(
  { close, departure, feeds, loaders, presence }: Listening,
  { afterRevision, begin, onEnd, standing, tell, userId }: Listener,
): Promise<FeedSubscription> {
  const { id: roomId } = standing.room;
  let { membership } = standing;
  if (afterRevision !== null && afterRevision < 0) {
    throw badInput('A revision is 0 or more.', 'afterRevision');
  }
  const stay = presence.enter(roomId, userId);
  try {
    const subscription = await feeds.subscribe(roomId, {
      userId,
      afterRevision,
      begin,
      tell,
      onEnd: () => {
        stay.leave(departure?.() ?? 'left');
        onEnd?.();
      },
      mayStay: async () => {
        const now = await readStanding(loaders, userId, roomId);
        if (now.isBanned) close?.(closeCodes.banned);
        const hasLeft = membership !== null && now.standing?.membership === null;
        membership = now.standing?.membership ?? null;
        return now.standing !== null && !now.isBanned && !hasLeft;
      },
    });
    await stay.entered;
    return subscription;
  } catch (error) {
    stay.leave('left');
    throw error;
  }
}
