import { contentChannel, type ContentPublishedEvent } from '@coco-chat/collections';

import type { LiveStat } from '../../content/live-stats';
import { SharedEvents } from '../../fanout/shared-events';
import { asOne } from '../../rooms/as-one';
import { listen } from '../../rooms/listening';
import { getRoom } from '../../rooms/room-access';
import { isSignal } from '../../rooms/room-change';
import { closeCodes } from '../../transport/close-codes';
import { signedIn, type Context } from '../context';
import type { ResolversTypes, SubscriptionResolvers } from '../generated/resolvers';
import { historyEvent, roomEventsFor } from '../room-events';
import { inboxSubscriptions } from './subscriptions/inbox';
import { randomSubscriptions } from './subscriptions/random';

type RoomEvent = ResolversTypes['RoomEvent'];

/** @param topic what they are of; an id where they are a room's */
const sharedEvents = <Event extends object>(topic: string, { close }: Context) =>
  new SharedEvents<Event>({ topic, onOverflow: () => close?.(closeCodes.tooSlow) });

export const Subscription = {
  ...inboxSubscriptions,
  ...randomSubscriptions,

  roomEvents: {
    subscribe: async (_parent, { roomId, afterRevision = null }, context) => {
      const { userId } = signedIn(context);
      const standing = await getRoom(context.loaders, userId, roomId, 'roomId');
      const hasBlocked = await context.blocks.watch(userId, standing.room);
      const shown = roomEventsFor({ roomId, userId, hasBlocked });
      const events = sharedEvents<RoomEvent>(roomId, context);
      const subscription = await listen(context, {
        userId,
        standing,
        afterRevision,
        begin: (history) => events.push(asOne(historyEvent(roomId, history))),
        tell: (told) => {
          const [own, [first]] = [shown(told), told];
          if (own) events.push(own, first !== undefined && isSignal(first));
        },
        onEnd: () => events.end(),
      });
      events.whenLeft = () => subscription.leave();
      return events;
    },
    resolve: (event: RoomEvent) => event,
  },

  siteStats: {
    subscribe: (_parent, _args, context) => {
      signedIn(context);
      const events = sharedEvents<LiveStat>('site-stats', context);
      events.whenLeft = context.liveStats.subscribe((stats) => {
        events.push(stats);
      });
      return events;
    },
    resolve: (stat: LiveStat) => stat,
  },

  contentPublished: {
    subscribe: async (_parent, _args, context) => {
      signedIn(context);
      const events = sharedEvents<ContentPublishedEvent>('content', context);
      const unsubscribe = await context.bus.subscribe(contentChannel, (event) => {
        if (event.type === 'content.published') events.push(asOne(event));
      });
      events.whenLeft = () => void unsubscribe();
      return events;
    },
    resolve: (event: ContentPublishedEvent) => event,
  },
} satisfies SubscriptionResolvers;
