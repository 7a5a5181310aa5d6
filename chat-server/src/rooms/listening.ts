import { badInput, ChatError } from '../errors';
import { closeCodes } from '../transport/close-codes';
import type { Caller } from '../transport/context';
import type { FeedSubscriber, FeedSubscription } from './feed-subscribers';
import type { RoomFeeds } from './feeds';
import type { Loaders } from './loaders';
import type { Presence } from './presence/presence';
import { getRoom } from './room-access';

interface Listening extends Pick<Caller, 'close' | 'departure'> {
  feeds: RoomFeeds;
  loaders: Loaders;
  presence: Presence;
}

interface Listener extends Omit<FeedSubscriber, 'mayStay'> {
  roomId: string;
}

/**
 * Follows a room for somebody, until they leave it or may not see it any more. Meanwhile they are
 * online there.
 *
 * @throws ChatError NOT_FOUND, BAD_USER_INPUT or UNAVAILABLE
 */
export async function listen(
  { close, departure, feeds, loaders, presence }: Listening,
  { afterRevision, begin, onEnd, roomId, tell, userId }: Listener,
): Promise<FeedSubscription> {
  let { membership } = await getRoom(loaders, userId, roomId, 'roomId');
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
        const [standing, member] = await Promise.all([
          getRoom(loaders, userId, roomId, 'roomId').catch(unlessRefused),
          loaders.membership.load({ roomId, userId }),
        ]);
        if (member?.bannedAt) close?.(closeCodes.banned);
        const hasLeft = membership !== null && standing?.membership === null;
        membership = standing?.membership ?? null;
        return standing !== null && !hasLeft;
      },
    });
    await stay.entered;
    return subscription;
  } catch (error) {
    stay.leave('left');
    throw error;
  }
}

/** Null for who is banned, or may not see the room any more. */
function unlessRefused(error: unknown): null {
  if (error instanceof ChatError && ['FORBIDDEN', 'NOT_FOUND'].includes(error.code)) return null;
  throw error;
}
