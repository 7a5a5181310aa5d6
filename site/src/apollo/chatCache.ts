import { InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

export function createChatCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: { fields: { rooms: relayStylePagination(['search', 'joinedOnly']) } },
      Room: {
        fields: {
          membership: { merge: true },
          participants: relayStylePagination(['search']),
          bannedParticipants: relayStylePagination(),
          blockedParticipants: relayStylePagination(),
        },
      },
      // Messages live in a room's feed. Here only each room's latest is held, as a part of its room, so that
      // the cache does not grow with every message.
      Message: { keyFields: false },
    },
  });
}
