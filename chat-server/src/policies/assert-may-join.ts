import { forbidden } from '../errors';
import type { StoredRoom } from '../store/room-store';

/** @throws ChatError FORBIDDEN where somebody who is no member yet cannot become one */
export function assertMayJoin({ isArchived, kind }: Pick<StoredRoom, 'isArchived' | 'kind'>): void {
  if (kind !== 'public') throw forbidden('This room is joined by invitation.');
  if (isArchived) throw forbidden('This room is archived.');
}
