import { contentChannel, type ContentPublishedEvent } from '@coco-chat/collections';

import type { LiveStat } from '../../content/live-stats';
import { listen } from '../../rooms/listening';
import { getRoom } from '../../rooms/room-access';
import { startingWith } from '../../rooms/starting-with';
import { signedIn } from '../context';
import type { ResolversTypes, SubscriptionResolvers } from '../generated/resolvers';
import { iterateChannel } from '../iterate-channel';
import { roomEventsFor } from '../room-events';
import { inboxSubscriptions } from './subscriptions/inbox';
import { randomSubscriptions } from './subscriptions/random';

type RoomEvent = ResolversTypes['RoomEvent'];

export const Subscription = {
  ...inboxSubscriptions,
  ...randomSubscriptions,

  roomEvents: {
    subscribe: async (_parent, { roomId, afterRevision = null }, context) => {
      const { userId } = signedIn(context);
      const { room } = await getRoom(context.loaders, userId, roomId, 'roomId');
      const hasBlocked = await context.blocks.watch(userId, room);
      const { events, history } = await listen(context, { userId, roomId, afterRevision });
      const { isTruncated: truncated, messages, revision } = history;
      const first: RoomEvent = { __typename: 'History', roomId, messages, revision, truncated };
      return startingWith(first, events, roomEventsFor({ roomId, userId, hasBlocked }));
    },
    resolve: (event: RoomEvent) => event,
  },

  siteStats: {
    subscribe: (_parent, _args, context) => {
      signedIn(context);
      return context.liveStats.subscribe();
    },
    resolve: (stat: LiveStat) => stat,
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
