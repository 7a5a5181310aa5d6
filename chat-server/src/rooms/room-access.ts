import { forbidden, notFound } from '../errors';
import { maySeeRoom } from '../policies/may-see-room';
import { isActive, type StoredMembership } from '../store/member-store';
import type { StoredRoom } from '../store/room-store';
import type { Loaders } from './loaders';

/** A room that somebody may see, and what they are in it. */
export interface Standing {
  room: StoredRoom;
  /** Null for those who are no members (any more), and for people who did not sign in. */
  membership: StoredMembership | null;
}

type RoomKey = { id: string } | { slug: string };

/** Finds a room for somebody; null where there is none, or none for them to see. */
export async function findRoom(
  loaders: Loaders,
  userId: string | null,
  by: RoomKey,
): Promise<Standing | null> {
  const found = await roomWithMembership(loaders, userId, by);
  return found && visible(found);
}

/**
 * For whatever somebody wants to do in a room, or hear of it.
 *
 * @throws ChatError NOT_FOUND at `field` where {@link findRoom} finds none; FORBIDDEN for who is banned
 */
export async function getRoom(
  loaders: Loaders,
  userId: string | null,
  roomId: string,
  field: string,
): Promise<Standing> {
  const { isBanned, standing } = await readStanding(loaders, userId, roomId);
  if (isBanned) throw bannedHere();
  if (!standing) throw notFound('The room', field);
  return standing;
}

/** What somebody is in a room now, for who asks again and again. `standing` is what {@link findRoom} finds. */
export async function readStanding(
  loaders: Loaders,
  userId: string | null,
  roomId: string,
): Promise<{ standing: Standing | null; isBanned: boolean }> {
  const found = await roomWithMembership(loaders, userId, { id: roomId });
  return {
    standing: found && visible(found),
    isBanned: Boolean(found?.membership?.bannedAt),
  };
}

export const bannedHere = (): Error => forbidden('You were banned from this room.');

async function roomWithMembership(
  loaders: Loaders,
  userId: string | null,
  by: RoomKey,
): Promise<Standing | null> {
  const membershipIn = (roomId: string): Promise<StoredMembership | null> =>
    userId === null ? Promise.resolve(null) : loaders.membership.load({ roomId, userId });
  if ('id' in by) {
    // Together: who posts, and what everybody asks about a room, waits for both.
    const [room, membership] = await Promise.all([loaders.room.load(by.id), membershipIn(by.id)]);
    return room && { room, membership };
  }
  const room = await loaders.roomBySlug.load(by.slug);
  return room && { room, membership: await membershipIn(room.id) };
}

/** A random session may be read, and reported, by the two who were in it after it has ended. */
const remains = ({ kind }: StoredRoom, membership: StoredMembership): boolean =>
  isActive(membership) || (kind === 'random' && membership.bannedAt === null);

function visible({ room, membership: known }: Standing): Standing | null {
  const membership = known && remains(room, known) ? known : null;
  return maySeeRoom(room, membership) ? { room, membership } : null;
}
