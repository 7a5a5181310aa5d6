import type { ApolloCache } from '@apollo/client';
import { RoomDocument } from '../../../apollo/generated/chat';
import type { Presence } from '../timeline/timeline';

/** Puts who came and who left into the cache, for whatever shows a room's people. */
export function rememberPresence(cache: ApolloCache, slug: string, presence: Presence): void {
  const room = cache.readQuery({ query: RoomDocument, variables: { slug } })?.room;
  cache.batch({
    update: () => {
      if (room) {
        cache.modify({
          id: cache.identify({ __typename: 'Room', id: room.id }) ?? '',
          fields: { onlineCount: () => presence.onlineCount },
        });
      }
      const isOnline = [
        ...presence.joined.map(({ id }) => [id, true] as const),
        ...presence.left.map(({ id }) => [id, false] as const),
      ];
      for (const [id, online] of isOnline) {
        cache.modify({
          id: cache.identify({ __typename: 'Participant', id }) ?? '',
          fields: { isOnline: () => online },
        });
      }
    },
  });
}
