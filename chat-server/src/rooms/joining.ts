import { randomUUID } from 'node:crypto';

import { assertMayJoin } from '../policies/assert-may-join';
import type { RoomStore, StoredRoom } from '../store/room-store';
import { randomAlias } from './alias';
import type { Loaders } from './loaders';
import { getRoom } from './room-access';

/**
 * Makes somebody a plain member of a public room, under an id that leads nowhere else, and in an
 * anonymous room under a name that does not either. Who is a member already stays as they are.
 *
 * @throws ChatError NOT_FOUND, or FORBIDDEN for a room that cannot be joined this way
 */
export async function joinRoom(
  { loaders, rooms }: { loaders: Loaders; rooms: RoomStore },
  { userId, locale }: { userId: string; locale: string },
  roomId: string,
): Promise<StoredRoom> {
  const { membership, room } = await getRoom(loaders, userId, roomId, 'roomId');
  if (membership) return room;
  assertMayJoin(room);
  await rooms.join({
    roomId,
    userId,
    participantId: randomUUID(),
    alias: room.identityMode === 'anonymous' ? randomAlias(locale) : null,
    role: 'member',
  });
  return (await getRoom(loaders, userId, roomId, 'roomId')).room;
}
