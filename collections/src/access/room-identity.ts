import type { PayloadRequest } from 'payload';

import type { ChatRoom } from '../payload-types';

type Identity = Pick<ChatRoom, 'identityMode' | 'kind'>;

/** Whether people in such a room go by an alias. */
export const hidesIdentity = ({ identityMode, kind }: Identity): boolean =>
  identityMode === 'anonymous' || kind === 'random';

const known = 'roomsThatHideIdentity';

/**
 * Whether people in this room go by an alias; true for a room that is not there. Asked once a request
 * for each room.
 */
export async function roomHidesIdentity(req: PayloadRequest, roomId: string): Promise<boolean> {
  const rooms = (req.context[known] ??= new Map()) as Map<string, Promise<boolean>>;
  const asked = rooms.get(roomId) ?? ask(req, roomId);
  rooms.set(roomId, asked);
  return asked;
}

async function ask(req: PayloadRequest, roomId: string): Promise<boolean> {
  const room = await req.payload.db.findOne<ChatRoom>({
    collection: 'chat-rooms',
    where: { id: { equals: roomId } },
    select: { identityMode: true, kind: true },
    req,
  });
  return room === null || hidesIdentity(room);
}
