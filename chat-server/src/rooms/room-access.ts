import { notFound } from '../errors';
import { maySeeRoom } from '../policies/may-see-room';
import type { StoredMembership, StoredRoom } from '../store/room-store';
import type { Loaders } from './loaders';

/** A room that somebody may see, and what they are in it. */
export interface Standing {
  room: StoredRoom;
  /** Null for those who did not join, and for people who did not sign in. */
  membership: StoredMembership | null;
}

/** Finds a room for somebody; null where there is none, or none for them to see. */
export async function findRoom(
  loaders: Loaders,
  userId: string | null,
  by: { id: string } | { slug: string },
): Promise<Standing | null> {
  const room = await ('id' in by ? loaders.room.load(by.id) : loaders.roomBySlug.load(by.slug));
  if (!room) return null;
  const membership =
    userId === null ? null : await loaders.membership.load({ roomId: room.id, userId });
  return maySeeRoom(room, membership) ? { room, membership } : null;
}

/** @throws ChatError NOT_FOUND at `field` where {@link findRoom} finds none */
export async function getRoom(
  loaders: Loaders,
  userId: string | null,
  roomId: string,
  field: string,
): Promise<Standing> {
  const standing = await findRoom(loaders, userId, { id: roomId });
  if (!standing) throw notFound('The room', field);
  return standing;
}
