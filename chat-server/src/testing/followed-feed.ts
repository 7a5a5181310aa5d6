import type { RoomFeed, FeedHistory } from '../rooms/feed';
import type { FeedSubscriber } from '../rooms/feed-subscribers';
import type { FeedEvent } from '../rooms/room-change';

/** What one subscriber of a feed was told, queued until a test asks for it. */
export interface FollowedFeed {
  history: FeedHistory;
  events: AsyncIterableIterator<FeedEvent>;
}

/** Subscribes to a feed, or to that of a room, as somebody who takes what comes one by one. */
export async function followFeed(
  subscribe: (subscriber: FeedSubscriber) => ReturnType<RoomFeed['subscribe']>,
  who: Omit<FeedSubscriber, 'begin' | 'tell'>,
): Promise<FollowedFeed> {
  let history: FeedHistory | undefined;
  const queue: FeedEvent[] = [];
  const waiting: ((result: IteratorResult<FeedEvent>) => void)[] = [];
  let isOver = false;
  const subscription = await subscribe({
    ...who,
    begin: (begun) => (history = begun),
    tell: (events) => {
      for (const event of events) {
        const take = waiting.shift();
        if (take) take({ done: false, value: event });
        else queue.push(event);
      }
    },
    onEnd: () => {
      isOver = true;
      queue.length = 0;
      for (const take of waiting.splice(0)) take({ done: true, value: undefined });
      who.onEnd?.();
    },
  });
  if (!history) throw new Error('A subscription began without its history');
  return {
    history,
    events: {
      next: () => {
        const event = queue.shift();
        if (event) return Promise.resolve({ done: false, value: event });
        if (isOver) return Promise.resolve({ done: true, value: undefined });
        return new Promise((resolve) => waiting.push(resolve));
      },
      return: () => {
        subscription.leave();
        return Promise.resolve({ done: true, value: undefined });
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    },
  };
}
