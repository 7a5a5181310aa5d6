import { quietFirst } from '../errors';
import type { StoredRoom } from '../store/room-store';

/**
 * Two who have just met by chance write to each other before they send links or files.
 *
 * @param quietFirstMs how long after a random session began there are neither
 * @param now in milliseconds since 1970
 * @throws ChatError RATE_LIMITED at `field`
 */
export function assertQuietFirst(
  { createdAt, kind }: Pick<StoredRoom, 'kind' | 'createdAt'>,
  quietFirstMs: number,
  now: number,
  field: string,
): void {
  if (kind !== 'random') return;
  const left = Date.parse(createdAt) + quietFirstMs - now;
  if (left > 0) throw quietFirst(left, field);
}
