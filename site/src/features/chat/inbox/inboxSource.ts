import type { ApolloClient } from '@apollo/client';
import { map } from 'rxjs';
import { InboxDocument, UnreadCountsDocument } from '../../../apollo/generated/chat';
import type { InboxSource } from './Inbox';

export function createInboxSource(apollo: ApolloClient): InboxSource {
  return {
    async counts() {
      const { data } = await apollo.query({ query: UnreadCountsDocument, fetchPolicy: 'no-cache' });
      const rooms = data?.rooms.edges ?? [];
      return new Map(
        rooms.flatMap(({ node: { id, membership } }) =>
          membership ? [[id, { unreadCount: membership.unreadCount, standing: membership }]] : [],
        ),
      );
    },

    events: () =>
      apollo.subscribe({ query: InboxDocument, fetchPolicy: 'no-cache' }).pipe(
        map(({ data, error }) => {
          if (data) return data.inbox;
          if (error instanceof Error) throw error;
          throw new Error('The API sent an event without data.', { cause: error });
        }),
      ),
  };
}
