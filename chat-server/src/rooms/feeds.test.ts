import { waitFor } from '@coco-chat/e2e/servers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';

import { followFeed, type FollowedFeed } from '../testing/followed-feed';
import { SimulatedRoom } from '../testing/simulated-room';
import { RoomFeeds, type FeedsOptions } from './feeds';
import { isSignal } from './room-change';
import type { RoomChange } from '../store/room-change';

const logger = pino({ level: 'silent' });
const never = 2 ** 30;

let room: SimulatedRoom;
let feeds: RoomFeeds;

const open = (options: Partial<FeedsOptions> = {}): void => {
  const intervals = { checkIntervalMs: never, outageCheckIntervalMs: never };
  feeds = new RoomFeeds({ store: room.store, bus: room.bus, logger, ...intervals, ...options });
};
const subscribe = (userId: string): Promise<FollowedFeed> =>
  followFeed((subscriber) => feeds.subscribe(room.id, subscriber), {
    userId,
    afterRevision: null,
  });

const collect = ({ events }: FollowedFeed): number[] => {
  const revisions: number[] = [];
  void (async () => {
    for await (const event of events) if (!isSignal(event)) revisions.push(event.revision);
  })();
  return revisions;
};

/** A change that the bus loses. */
const loseChange = (): RoomChange => room.post();

beforeEach(() => {
  room = new SimulatedRoom();
});
afterEach(() => feeds.close());

describe('the feeds of a process', () => {
  test('share one feed a room, and know who listens', async () => {
    open();
    const [one] = await Promise.all([subscribe('one'), subscribe('other'), subscribe('one')]);
    expect([feeds.size, room.listenerCount]).toEqual([1, 1]);
    expect(feeds.subscriptions).toBe(3);
    await one.events.return?.();
    expect(feeds.subscriptions).toBe(2);
  });

  test('let go of a room with its last listener, and take it up again', async () => {
    open();
    const first = await subscribe('one');
    await first.events.return?.();
    expect(feeds.size).toBe(0);
    await waitFor(() => room.listenerCount === 0);
    const revisions = collect(await subscribe('one'));
    room.announce([room.post()]);
    await waitFor(() => revisions.length === 1);
    expect(room.listenerCount).toBe(1);
  });

  test('look for what they missed when the bus is back', async () => {
    open();
    const revisions = collect(await subscribe('one'));
    loseChange();
    room.announceGap();
    await waitFor(() => revisions.length === 1);
  });

  test('find now and then what the bus lost in silence', async () => {
    open({ checkIntervalMs: 20, outageCheckIntervalMs: 10 });
    const revisions = collect(await subscribe('one'));
    loseChange();
    await waitFor(() => revisions.length === 1);
  });

  test('look often while the bus is down', async () => {
    Object.assign(room.bus, { isConnected: false });
    open({ outageCheckIntervalMs: 10 });
    const revisions = collect(await subscribe('one'));
    loseChange();
    await waitFor(() => revisions.length === 1);
  });

  test('end with all their subscriptions', async () => {
    open();
    const { events } = await subscribe('one');
    const next = events.next();
    await feeds.close();
    expect(await next).toEqual({ done: true, value: undefined });
    expect([feeds.size, room.listenerCount]).toEqual([0, 0]);
  });
});
