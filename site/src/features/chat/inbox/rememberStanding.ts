import type { ApolloCache } from '@apollo/client';
import type { StandingFragment } from '../../../apollo/generated/chat';

/**
 * Keeps what the viewer is in a room now, for everything that shows it: who is muted loses the composer, and
 * who became a moderator finds the moderators' tools. A room that is not held as theirs stays as it is.
 */
export function rememberStanding(
  cache: ApolloCache,
  roomId: string,
  { role, mutedUntil }: StandingFragment,
): void {
  cache.modify<{ membership: StandingFragment | null }>({
    id: cache.identify({ __typename: 'Room', id: roomId }) ?? '',
    fields: {
      membership: (held) => held && { ...held, role, mutedUntil },
    },
  });
}
