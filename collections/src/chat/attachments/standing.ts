import type { PayloadRequest } from 'payload';

import type { ChatMembership, ChatRoom } from '../../payload-types';

// The reads here are the server's own: members may not read these collections themselves.

/** What somebody is in a room; null for who never joined, left, or was banned from it. */
export async function activeMembership(
  req: PayloadRequest,
  roomId: string,
  userId: string,
): Promise<ChatMembership | null> {
  const { docs } = await req.payload.find({
    collection: 'chat-memberships',
    where: { and: [{ room: { equals: roomId } }, { user: { equals: userId } }] },
    limit: 1,
    pagination: false,
    depth: 0,
    req,
  });
  const [membership] = docs;
  return membership && !membership.leftAt && !membership.bannedAt ? membership : null;
}

const findRoom = async (req: PayloadRequest, roomId: string): Promise<ChatRoom | undefined> => {
  const { docs } = await req.payload.find({
    collection: 'chat-rooms',
    where: { id: { equals: roomId } },
    limit: 1,
    pagination: false,
    depth: 0,
    req,
  });
  return docs[0];
};

/** Whether a sanction keeps somebody from writing in a room. */
async function isSanctioned(req: PayloadRequest, roomId: string, userId: string): Promise<boolean> {
  const { docs } = await req.payload.find({
    collection: 'sanctions',
    where: { account: { equals: userId } },
    pagination: false,
    depth: 0,
    req,
  });
  return docs.some(
    ({ liftedAt, room, until }) =>
      !liftedAt && isAhead(until, true) && (room == null || idOf(room) === roomId),
  );
}

const isAhead = (time: string | null | undefined, without: boolean): boolean =>
  time ? Date.parse(time) > Date.now() : without;

/** The id of a related document, read or not. */
export const idOf = (related: string | { id: string }): string =>
  typeof related === 'string' ? related : related.id;

/** Why somebody may not attach files in a room; null where they may. */
export async function refusalToAttach(
  req: PayloadRequest,
  roomId: unknown,
): Promise<string | null> {
  if (!req.user) return 'Sign in first.';
  if (typeof roomId !== 'string') return 'Name the room that the file is for.';
  const membership = await activeMembership(req, roomId, req.user.id);
  if (!membership) return 'Join the room before you attach a file there.';
  if ((await findRoom(req, roomId))?.isArchived !== false) return 'This room is archived.';
  const isMuted =
    isAhead(membership.mutedUntil, false) || (await isSanctioned(req, roomId, req.user.id));
  return isMuted ? 'You may not write in this room now.' : null;
}
