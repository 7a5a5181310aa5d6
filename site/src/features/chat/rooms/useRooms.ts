import { skipToken, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { RoomsDocument, type RoomsQuery } from '../../../apollo/generated/chat';

const refreshMs = 30_000;

export type ListedRoom = RoomsQuery['rooms']['edges'][number]['node'];

interface UseRoomsOptions {
  search: string;
  joinedOnly: boolean;
  skip?: boolean;
}

/** A list of rooms that grows page by page, and looks for news now and then. */
export function useRooms({ search, joinedOnly, skip = false }: UseRoomsOptions) {
  const [hasMorePages, setHasMorePages] = useState(false);
  const query = useQuery(
    RoomsDocument,
    skip
      ? skipToken
      : {
          variables: { search: search || null, joinedOnly },
          fetchPolicy: 'cache-and-network',
          // Looking again would shrink the list to its first page.
          pollInterval: hasMorePages ? 0 : refreshMs,
          skipPollAttempt: () => document.visibilityState === 'hidden',
        },
  );
  const page = (query.data ?? query.previousData)?.rooms;
  return {
    /** Null until there is an answer. */
    rooms: page ? page.edges.map(({ node }) => node) : null,
    hasMore: page?.pageInfo.hasNextPage ?? false,
    showMore: () => {
      setHasMorePages(true);
      void query.fetchMore({ variables: { after: page?.pageInfo.endCursor ?? null } });
    },
    isLoading: query.loading,
    hasFailed: !page && query.error !== undefined,
    retry: () => void query.refetch(),
  };
}
