import type { StoredMembership } from '../store/member-store';
import type { StoredRoom } from '../store/room-store';

/** Public rooms are open to everybody; the others exist for their members alone. */
export const maySeeRoom = (
  room: Pick<StoredRoom, 'kind'>,
  membership: StoredMembership | null,
): boolean => room.kind === 'public' || membership !== null;
