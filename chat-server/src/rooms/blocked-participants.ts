import type { Blocks } from '../safety/blocks';
import type { StoredMembership, StoredParticipant } from '../store/member-store';
import type { Place, StoredRoom } from '../store/room-store';
import type { Loaders } from './loaders';

interface BlockedParticipantsOptions {
  blocks: Pick<Blocks, 'blockedIn'>;
  loaders: Pick<Loaders, 'membership' | 'participant'>;
}

/**
 * Whom somebody has blocked in a room, in the order they came: also those who left or were banned, whom no
 * other list names.
 */
export async function blockedParticipants(
  { blocks, loaders }: BlockedParticipantsOptions,
  viewerId: string,
  room: Pick<StoredRoom, 'id' | 'identityMode'>,
  { after, limit }: { after: Place | null; limit: number },
): Promise<StoredParticipant[]> {
  const blocked = await blocks.blockedIn(viewerId, room);
  const memberships = await Promise.all(
    blocked.map((userId) => loaders.membership.load({ roomId: room.id, userId })),
  );
  const page = memberships
    .filter((membership) => membership !== null)
    .sort(byPlace)
    .filter((membership) => after === null || isAfter(membership, after))
    .slice(0, limit);
  const participants = await Promise.all(page.map(({ id }) => loaders.participant.load(id)));
  return participants.filter((participant) => participant !== null);
}

const isAfter = ({ id, joinedAt }: StoredMembership, place: Place): boolean =>
  joinedAt > place.at || (joinedAt === place.at && id > place.id);

const byPlace = (one: StoredMembership, other: StoredMembership): number =>
  isAfter(one, { at: other.joinedAt, id: other.id }) ? 1 : -1;
