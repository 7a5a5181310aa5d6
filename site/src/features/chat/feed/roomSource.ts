import type { ApolloClient } from '@apollo/client';
import { map, type Observable } from 'rxjs';
import {
  MessageInPlaceDocument,
  RoomEventsDocument,
  RoomMessagesAfterDocument,
  RoomMessagesDocument,
  type MessagePageFieldsFragment,
} from '../../../apollo/generated/chat';
import type { MessageInPlace } from '../timeline/excerpt';
import type { MessagePage, RoomEvent } from '../timeline/timeline';

/** Where a feed has a room from. */
export interface RoomSource {
  /** The newest messages, or those before a cursor. Rejects with what Apollo throws. */
  page(before: string | null): Promise<MessagePage>;
  /** The oldest messages after a cursor. */
  pageAfter(after: string | null): Promise<MessagePage>;
  /** Null when there is none. */
  message(id: string): Promise<MessageInPlace | null>;
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
      return toPage(data?.room?.messages);
    },

    async pageAfter(after) {
      const { data } = await apollo.query({
        query: RoomMessagesAfterDocument,
        variables: { slug, first: pageSize, after },
        fetchPolicy: 'no-cache',
      });
      return toPage(data?.room?.messages);
    },

    async message(id) {
      const { data } = await apollo.query({
        query: MessageInPlaceDocument,
        variables: { id },
        fetchPolicy: 'no-cache',
      });
      if (!data?.message) return null;
      const { cursor, ...message } = data.message;
      return { cursor, message };
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

function toPage(connection: MessagePageFieldsFragment | undefined): MessagePage {
  return {
    messages: connection?.edges.map(({ node }) => node) ?? [],
    startCursor: connection?.pageInfo.startCursor ?? null,
    endCursor: connection?.pageInfo.endCursor ?? null,
    hasPrevious: connection?.pageInfo.hasPreviousPage ?? false,
  };
}
