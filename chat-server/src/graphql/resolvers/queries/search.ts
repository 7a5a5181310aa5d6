import { getRoom } from '../../../rooms/room-access';
import { searchMessages } from '../../../rooms/searching';
import { createConnection } from '../../connections';
import { signedIn } from '../../context';
import { seqCursor, seqOfCursor } from '../../cursor';
import type { QueryResolvers } from '../../generated/resolvers';
import { pageSize } from '../../page-size';

export const searchQueries = {
  searchMessages: async (_parent, { after, first, roomId, text }, context) => {
    const { userId } = signedIn(context);
    const { blocks, loaders, stores } = context;
    const { room } = await getRoom(loaders, userId, roomId, 'roomId');
    const { hasMore, messages, reached } = await searchMessages(stores, {
      roomId: room.id,
      text,
      first: pageSize(first, 20, 'first'),
      before: after == null ? Number.MAX_SAFE_INTEGER : seqOfCursor(after, 'after'),
      isShown: async ({ authorId }) => !(await blocks.isBlocked(userId, authorId, room.id)),
    });
    const connection = createConnection(messages, ({ seq }) => seqCursor(seq), {
      hasNextPage: hasMore,
      hasPreviousPage: after != null,
    });
    // Where much was looked at and little found, the way on begins behind what was looked at.
    if (hasMore && Number.isSafeInteger(reached + 1))
      connection.pageInfo.endCursor = seqCursor(reached);
    return connection;
  },
} satisfies QueryResolvers;
