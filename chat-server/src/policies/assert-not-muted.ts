import { forbidden } from '../errors';
import type { Session } from '../transport/authentication';

/**
 * @param now in milliseconds since 1970
 * @throws ChatError FORBIDDEN for an account that may write nowhere
 */
export function assertNotMuted({ mutedUntil }: Pick<Session, 'mutedUntil'>, now: number): void {
  if (mutedUntil === null || mutedUntil <= now) return;
  throw forbidden(
    mutedUntil === Infinity
      ? 'You may read, and not write.'
      : `You may write again from ${new Date(mutedUntil).toISOString()}.`,
  );
}
