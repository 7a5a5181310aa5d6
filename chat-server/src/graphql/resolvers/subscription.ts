import { contentChannel, type ContentPublishedEvent } from '@coco-chat/collections';

import { badInput } from '../../errors';
import { getRoom } from '../../rooms/room-access';
import type { RoomChange } from '../../rooms/room-change';
import { startingWith } from '../../rooms/starting-with';
import { closeCodes } from '../../transport/close-codes';
import { signedIn } from '../context';
import type { ResolversTypes, SubscriptionResolvers } from '../generated/resolvers';
import { iterateChannel } from '../iterate-channel';

type RoomEvent = ResolversTypes['RoomEvent'];

export const Subscription = {
  roomEvents: {
    subscribe: async (_parent, { roomId, afterRevision = null }, context) => {
      const { userId } = signedIn(context);
      await getRoom(context.loaders, userId, roomId, 'roomId');
      if (afterRevision !== null && afterRevision < 0) {
        throw badInput('A revision is 0 or more.', 'afterRevision');
      }
      const { changes, history } = await context.feeds.subscribe(roomId, {
        userId,
        afterRevision,
        onOverflow: () => context.close?.(closeCodes.tooSlow),
      });
      const { isTruncated: truncated, messages, revision } = history;
      const first: RoomEvent = { __typename: 'History', roomId, messages, revision, truncated };
      return startingWith(first, changes, (change) => toEvent(roomId, change));
    },
    resolve: (event: RoomEvent) => event,
  },

  contentPublished: {
    subscribe: (_parent, _args, context) => {
      signedIn(context);
      return iterateChannel<ContentPublishedEvent>(
        context.bus,
        contentChannel,
        'content.published',
      );
    },
    resolve: (event: ContentPublishedEvent) => event,
  },
} satisfies SubscriptionResolvers;

function toEvent(roomId: string, change: RoomChange): RoomEvent {
  const { kind, revision } = change;
  if (kind === 'room') return { __typename: 'RoomChanged', roomId, revision };
  const __typename = kind === 'posted' ? 'MessagePosted' : 'MessageChanged';
  return { __typename, message: change.message, revision };
}
