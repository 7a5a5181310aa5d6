import type { ApolloClient } from '@apollo/client';
import { map, type Observable } from 'rxjs';
import { RoomEventsDocument, RoomMessagesDocument } from '../../../apollo/generated/chat';
import type { MessagePage, RoomEvent } from '../timeline/timeline';

/** Where a feed has a room from. */
export interface RoomSource {
  /** The newest messages, or those before a cursor. Rejects with what Apollo throws. */
  page(before: string | null): Promise<MessagePage>;
  /** Ends with an error when the server refuses, and when the socket is lost. */
  events(roomId: string, afterRevision: number | null): Observable<RoomEvent>;
}

const pageSize = 50;

export function createRoomSource(apollo: ApolloClient, slug: string): RoomSource {
  return {
    async page(before) {
      const { data } = await apollo.query({
        query: RoomMessagesDocument,
        variables: { slug, last: pageSize, before },
        fetchPolicy: 'no-cache',
      });
      const connection = data?.room?.messages;
      if (!connection) return { messages: [], startCursor: null, hasPrevious: false };
      return {
        messages: connection.edges.map(({ node }) => node),
        startCursor: connection.pageInfo.startCursor,
        hasPrevious: connection.pageInfo.hasPreviousPage,
      };
    },

    events: (roomId, afterRevision) =>
      apollo
        .subscribe({
          query: RoomEventsDocument,
          variables: { roomId, afterRevision },
          fetchPolicy: 'no-cache',
          // A subscription that joined another would miss its History.
          context: { queryDeduplication: false },
        })
        .pipe(
          map(({ data, error }) => {
            if (data) return data.roomEvents;
            if (error instanceof Error) throw error;
            throw new Error('The API sent an event without data.', { cause: error });
          }),
        ),
  };
}
