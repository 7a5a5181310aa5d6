import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';

import type { BusEvent } from '@coco-chat/collections';

import { unavailable } from '../errors';
import type { StoredMessage } from '../store/message-store';

import { SimulatedRoom } from '../testing/simulated-room';
import { simulateSignals } from '../testing/simulated-signals';
import { followFeed, type FollowedFeed } from '../testing/followed-feed';
import { RoomFeed, type FeedOptions } from './feed';
import type { FeedSubscriber } from './feed-subscribers';
import { isSignal, toEvent, type FeedEvent } from './room-change';
import type { RoomChange } from '../store/room-change';

const logger = pino({ level: 'silent' });

const feedOf = (room: SimulatedRoom, options: Partial<FeedOptions> = {}): RoomFeed =>
  new RoomFeed({
    roomId: room.id,
    store: room.store,
    bus: room.bus,
    logger,
    ...options,
  });

const followAs = (
  feed: RoomFeed,
  who: Omit<FeedSubscriber, 'begin' | 'tell'>,
): Promise<FollowedFeed> => followFeed((subscriber) => feed.subscribe(subscriber), who);

const follow = (feed: RoomFeed, afterRevision: number | null = null): Promise<FollowedFeed> =>
  followAs(feed, { userId: 'somebody', afterRevision });

/** Lets everything happen that waits for nothing but its turn. */
const settle = (): Promise<void> => new Promise(setImmediate);

/** Collects a subscription's changes as they come. */
function collect({ events }: FollowedFeed): RoomChange[] {
  const collected: RoomChange[] = [];
  void (async () => {
    for await (const event of events) if (!isSignal(event)) collected.push(event);
  })();
  return collected;
}

const revisions = (changes: readonly RoomChange[]): number[] =>
  changes.map(({ revision }) => revision);

describe('a history', () => {
  test('without a position is the newest messages', async () => {
    const room = new SimulatedRoom();
    for (let index = 0; index < 5; index += 1) room.post();
    const feed = feedOf(room, { pageSize: 3 });
    const { history } = await follow(feed);
    expect(history).toMatchObject({ revision: 5, isTruncated: false });
    expect(history.messages.map(({ seq }) => seq)).toEqual([3, 4, 5]);
  });

  test('with a position is what changed since, as it is now', async () => {
    const room = new SimulatedRoom();
    for (let index = 0; index < 4; index += 1) room.post();
    room.edit(0);
    room.edit(0);
    const { history } = await follow(feedOf(room), 3);
    expect(history.messages.map(({ seq, revision }) => [seq, revision])).toEqual([
      [1, 6],
      [4, 4],
    ]);
    expect(history).toMatchObject({ revision: 6, isTruncated: false });
  });

  test('of too much is truncated to the newest messages', async () => {
    const room = new SimulatedRoom();
    for (let index = 0; index < 5; index += 1) room.post();
    const feed = feedOf(room, { pageSize: 2, replayLimit: 3 });
    expect((await follow(feed, 2)).history).toMatchObject({ isTruncated: false });
    const { history } = await follow(feed, 1);
    expect(history).toMatchObject({ revision: 5, isTruncated: true });
    expect(history.messages.map(({ seq }) => seq)).toEqual([4, 5]);
  });

  test('of too much is truncated too when all of it came while the feed was open', async () => {
    const room = new SimulatedRoom();
    const feed = feedOf(room, { pageSize: 2, replayLimit: 3 });
    await follow(feed);
    for (let index = 0; index < 5; index += 1) room.announce([room.post()]);
    expect((await follow(feed, 0)).history).toMatchObject({ isTruncated: true });
    for (let index = 0; index < 5; index += 1) room.announce([room.post()]);
    expect((await follow(feed, 0)).history).toMatchObject({ isTruncated: true });
    const { history } = await follow(feed, 7);
    expect(history.messages.map(({ seq }) => seq)).toEqual([8, 9, 10]);
  });

  test('after a revision that the room has not reached is refused', async () => {
    const room = new SimulatedRoom();
    room.post();
    const feed = feedOf(room);
    await expect(follow(feed, 2)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'afterRevision' },
    });
    expect(room.listenerCount).toBe(0);
  });

  test('after a revision that only this feed has not reached waits for it', async () => {
    const room = new SimulatedRoom();
    const feed = feedOf(room);
    const first = collect(await follow(feed));
    room.post();
    const { history } = await follow(feed, 1);
    expect(history).toEqual({ revision: 1, messages: [], isTruncated: false });
    expect(revisions(first)).toEqual([1]);
  });

  test('of a thousand who come back costs the database two reads', async () => {
    const room = new SimulatedRoom();
    for (let index = 0; index < 60; index += 1) room.post();
    const feed = feedOf(room);
    const positions = Array.from({ length: 1_000 }, (_, index) => index % 60);
    const subscriptions = await Promise.all(positions.map((position) => follow(feed, position)));
    expect(subscriptions.map(({ history }) => history.messages.length)).toEqual(
      positions.map((position) => 60 - position),
    );
    expect(room.reads).toBe(2);
  });
});

describe('changes', () => {
  test('reach every subscriber without a read', async () => {
    const room = new SimulatedRoom();
    const feed = feedOf(room);
    const subscribers = [collect(await follow(feed)), collect(await follow(feed))];
    const { reads } = room;
    const posted = [room.post(), room.post()];
    room.announce(posted);
    await settle();
    expect(subscribers).toEqual([posted, posted]);
    expect(room.reads).toBe(reads);
  });

  test('that come twice or late are handed on once', async () => {
    const room = new SimulatedRoom();
    const feed = feedOf(room);
    const changes = collect(await follow(feed));
    const [first, second] = [room.post(), room.post()];
    room.announce([second]);
    room.announce([first]);
    room.announce([first, second]);
    await settle();
    expect(revisions(changes)).toEqual([1, 2]);
  });

  test('that the bus lost are read, and what a later one replaced is announced as the room', async () => {
    const room = new SimulatedRoom();
    const feed = feedOf(room);
    const changes = collect(await follow(feed));
    room.post();
    room.edit(0);
    room.announce([room.post()]);
    await settle();
    expect(changes.map(({ kind, revision }) => [kind, revision])).toEqual([
      ['room', 1],
      ['posted', 2],
      ['posted', 3],
    ]);
  });

  test('announced without their content are read', async () => {
    const room = new SimulatedRoom();
    const feed = feedOf(room);
    const changes = collect(await follow(feed));
    const posted = room.post();
    room.deliver({ type: 'room.changed', roomId: room.id, from: 1, to: 1 });
    await settle();
    expect(changes).toEqual([posted]);
  });

  test('announced but not in the database are not believed', async () => {
    const room = new SimulatedRoom();
    const feed = feedOf(room);
    const changes = collect(await follow(feed));
    room.deliver({ type: 'room.changed', roomId: room.id, from: 7, to: 9 });
    room.deliver({ type: 'room.changed', roomId: room.id, from: 1, to: 1, changes: ['nonsense'] });
    await settle();
    expect(changes).toEqual([]);
    room.announce([room.post()]);
    await settle();
    expect(revisions(changes)).toEqual([1]);
  });

  test('that could not be read are read at the next look', async () => {
    let isAway = false;
    const room = new SimulatedRoom(async (read) => {
      if (isAway) throw new Error('the database is away');
      return read();
    });
    const feed = feedOf(room);
    const changes = collect(await follow(feed));
    isAway = true;
    room.post();
    feed.reach(1);
    await settle();
    expect(changes).toEqual([]);
    isAway = false;
    feed.healWhenBehind();
    await settle();
    expect(revisions(changes)).toEqual([1]);
  });
});

describe('the end', () => {
  test('comes with the last subscriber, and leaves nothing behind', async () => {
    const room = new SimulatedRoom();
    let ended = 0;
    const feed = feedOf(room, { onEmpty: () => (ended += 1) });
    const [one, other] = [await follow(feed), await follow(feed)];
    expect([feed.size, room.listenerCount]).toEqual([2, 1]);
    await one.events.return?.();
    expect([ended, room.listenerCount]).toEqual([0, 1]);
    await other.events.return?.();
    await settle();
    expect([ended, feed.size, room.listenerCount]).toEqual([1, 0, 0]);
  });

  test('comes when it cannot be opened', async () => {
    const room = new SimulatedRoom(() => Promise.reject(new Error('the database is away')));
    let ended = 0;
    const feed = feedOf(room, { onEmpty: () => (ended += 1) });
    await expect(follow(feed)).rejects.toThrow('away');
    await settle();
    expect([ended, room.listenerCount]).toEqual([1, 0]);
  });
});

describe('signals', () => {
  const withSignals = (room: SimulatedRoom): Partial<FeedOptions> => ({
    createSignals: (emit) => simulateSignals(room, emit).signals,
  });
  const readTo = (seq: number): BusEvent => ({
    type: 'read.moved',
    roomId: 'room',
    membershipId: 'membership',
    participantId: 'participant',
    userId: 'reader',
    seq,
  });

  test('come among the changes as they happen, and count for nothing in their order', async () => {
    const room = new SimulatedRoom();
    const feed = feedOf(room, withSignals(room));
    const { events } = await follow(feed);
    room.announce([room.post()]);
    room.deliver(readTo(1));
    room.announce([room.post()]);
    const heard: (FeedEvent | undefined)[] = [];
    while (heard.length < 3) heard.push((await events.next()).value as FeedEvent);
    const [first, second] = room.changes;
    const read = { kind: 'read', participantId: 'participant', userId: 'reader', seq: 1 };
    expect(heard).toEqual([first, read, second]);
    expect(feed.revision).toBe(2);
  });

  test('are not told to those who come later', async () => {
    const room = new SimulatedRoom();
    const feed = feedOf(room, withSignals(room));
    await follow(feed);
    room.deliver(readTo(1));
    const late = await follow(feed, 0);
    room.announce([room.post()]);
    expect((await late.events.next()).value).toMatchObject({ kind: 'posted' });
  });
});

describe('somebody whose membership has changed', () => {
  const changed: BusEvent = {
    type: 'membership.changed',
    roomId: 'room',
    membershipId: 'membership',
    userId: 'member',
  };

  test('may stay, or has to go at once', async () => {
    const room = new SimulatedRoom();
    const feed = feedOf(room);
    let isWelcome = true;
    const member = await followAs(feed, {
      userId: 'member',
      afterRevision: null,
      mayStay: async () => isWelcome,
    });
    const other = collect(await follow(feed));
    room.deliver(changed);
    room.announce([room.post()]);
    await settle();
    expect(await member.events.next()).toMatchObject({ done: false });
    isWelcome = false;
    const next = member.events.next();
    room.deliver(changed);
    expect(await next).toEqual({ done: true, value: undefined });
    expect(feed.size).toBe(1);
    room.announce([room.post()]);
    await settle();
    expect(revisions(other)).toEqual([1, 2]);
  });

  test('has to go though the bus brought no word of it', async () => {
    const room = new SimulatedRoom();
    const feed = feedOf(room);
    await follow(feed);
    let isWelcome = true;
    const subscriber = { userId: 'member', afterRevision: null, mayStay: async () => isWelcome };
    const early = await followAs(feed, subscriber);
    isWelcome = false;
    await feed.checkSubscribers();
    expect(await early.events.next()).toMatchObject({ done: true });
    const whileItHappened = await followAs(feed, subscriber);
    expect(await whileItHappened.events.next()).toMatchObject({ done: true });
  });

  test('is one of few who are asked about at a time, however many there are', async () => {
    const feed = feedOf(new SimulatedRoom());
    const answers: (() => void)[] = [];
    let [isAsked, asked, most] = [false, 0, 0];
    const mayStay = async (): Promise<boolean> => {
      if (!isAsked) return true;
      asked += 1;
      await new Promise<void>((resolve) => answers.push(resolve));
      return true;
    };
    for (let number = 0; number < 300; number += 1) {
      await followAs(feed, { userId: `member ${number}`, afterRevision: null, mayStay });
    }
    await settle();
    isAsked = true;
    const checked = feed.checkSubscribers();
    while (asked < 300 || answers.length > 0) {
      most = Math.max(most, answers.length);
      answers.shift()?.();
      await settle();
    }
    await checked;
    expect([asked, most]).toEqual([300, 64]);
    expect(feed.size).toBe(300);
  });

  test('is judged once the database can be read', async () => {
    const room = new SimulatedRoom();
    const feed = feedOf(room);
    let answer = async (): Promise<boolean> => true;
    const member = await followAs(feed, {
      userId: 'member',
      afterRevision: null,
      mayStay: () => answer(),
    });
    await settle();
    answer = () => Promise.reject(unavailable('The database is away.'));
    room.deliver(changed);
    await settle();
    feed.retry();
    await settle();
    expect(feed.size).toBe(1);
    answer = async () => false;
    feed.retry();
    expect(await member.events.next()).toMatchObject({ done: true });
  });
});

/** How an announcement fares on the bus. */
type Fate = 'arrives' | 'late' | 'lost' | 'twice' | 'without content';

type Step =
  | { do: 'change'; changes: readonly ('post' | 'edit' | 'rename')[]; at: number; fate: Fate }
  | { do: 'subscribe'; position: number | null }
  | { do: 'leave'; which: number }
  /** An announcement that was late arrives. */
  | { do: 'deliver'; which: number }
  /** The database answers one read, or cannot. */
  | { do: 'answer' }
  | { do: 'fail' }
  /** What waits for nothing but its turn goes one step on. */
  | { do: 'turn' }
  /** The feed is told how far the room has come. */
  | { do: 'look' };

const plainStep = (what: 'answer' | 'fail' | 'turn' | 'look') =>
  fc.record({ do: fc.constant(what) });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      changes: fc.array(fc.constantFrom('post', 'post', 'edit', 'rename'), {
        minLength: 1,
        maxLength: 8,
      }),
      at: fc.nat(20),
      fate: fc.constantFrom('arrives', 'arrives', 'late', 'lost', 'twice', 'without content'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('subscribe' as const),
      position: fc.option(fc.nat(1_000)),
    }),
  },
  fc.record({ do: fc.constant('leave' as const), which: fc.nat(9) }),
  fc.record({ do: fc.constant('deliver' as const), which: fc.nat(9) }),
  { weight: 3, arbitrary: plainStep('answer') },
  { weight: 6, arbitrary: plainStep('turn') },
  plainStep('fail'),
  plainStep('look'),
);

/** A room, a feed and its clients, and a bus and database that do their worst. */
class World {
  readonly limits = { pageSize: 4, replayLimit: 6 };
  readonly room: SimulatedRoom;
  readonly feed: RoomFeed;
  readonly clients: Client[] = [];
  readonly #scheduler: fc.Scheduler;
  readonly #late: BusEvent[] = [];
  readonly #arriving: Promise<void>[] = [];
  #failures = 0;

  constructor(scheduler: fc.Scheduler) {
    this.#scheduler = scheduler;
    this.room = new SimulatedRoom(async (read) => {
      await scheduler.schedule(Promise.resolve());
      if (this.#failures === 0) return read();
      this.#failures -= 1;
      throw unavailable('The database is away.');
    });
    this.feed = feedOf(this.room, this.limits);
    // Keeps the feed open, as others would.
    this.#arriving.push(follow(this.feed).then(() => undefined));
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'change':
        return this.#change(step);
      case 'subscribe':
        return this.#subscribe(step.position);
      case 'leave':
        return this.clients.splice(step.which, 1)[0]?.leave();
      case 'deliver':
        for (const event of this.#late.splice(step.which, 1)) this.room.deliver(event);
        return;
      case 'answer':
        if (this.#scheduler.count() > 0) await this.#scheduler.waitNext(1);
        return;
      case 'fail':
        this.#failures += 1;
        return;
      case 'turn':
        return Promise.resolve();
      case 'look':
        return this.feed.reach(this.room.revision);
    }
  }

  /** Everything that can still happen happens, and the database is well again. */
  async end(): Promise<void> {
    this.#failures = 0;
    await this.#scheduler.waitFor(Promise.allSettled(this.#arriving));
    this.feed.reach(this.room.revision);
    await this.#scheduler.waitIdle();
    this.feed.healWhenBehind();
    await this.#scheduler.waitIdle();
    await settle();
  }

  #change({ at, changes, fate }: Step & { do: 'change' }): void {
    const { room } = this;
    const made = changes.map((what) => {
      if (what === 'post') return room.post();
      return what === 'edit' ? room.edit(at) : room.rename();
    });
    const event = toEvent(room.id, made);
    if (fate === 'late') this.#late.push(event);
    else if (fate === 'without content') room.deliver({ ...event, changes: [] });
    else if (fate !== 'lost') room.deliver(event);
    if (fate === 'twice') room.deliver(event);
  }

  #subscribe(position: number | null): void {
    const after = position === null ? null : position % (this.room.revision + 1);
    const arriving = follow(this.feed, after).then((subscription) => {
      this.clients.push(new Client(this, after, subscription));
    });
    this.#arriving.push(arriving);
  }
}

/** Somebody who subscribed, and what they must have seen in the end. */
class Client {
  readonly #world: World;
  readonly #after: number | null;
  readonly #subscription: FollowedFeed;
  readonly #changes: RoomChange[];

  constructor(world: World, after: number | null, subscription: FollowedFeed) {
    this.#world = world;
    this.#after = after;
    this.#subscription = subscription;
    this.#changes = collect(subscription);
  }

  leave(): void {
    void this.#subscription.events.return?.();
  }

  check(): void {
    const { room } = this.#world;
    const { history } = this.#subscription;
    // Each revision once, in order.
    expect(revisions(this.#changes)).toEqual(revisions(room.changes.slice(history.revision)));
    this.#checkHistory();

    // What the client holds in the end is what the room holds. Who comes back with a position has
    // the messages as they were then, and is not told again what did not change.
    const held = this.#messagesAt(history.isTruncated ? 0 : (this.#after ?? 0));
    for (const message of history.messages) held.set(message.id, message);
    for (const change of this.#changes) {
      if (change.kind !== 'room') held.set(change.message.id, change.message);
    }
    const isWhole = this.#after !== null && !history.isTruncated;
    if (isWhole) expect(held.size).toBe(room.messages.length);
    for (const message of held.values()) expect(message).toEqual(room.messages[message.seq - 1]);
  }

  #checkHistory(): void {
    const { history } = this.#subscription;
    const { limits, room } = this.#world;
    const then = this.#messagesAt(history.revision);
    const bySeq = [...then.values()].sort((one, other) => one.seq - other.seq);
    if (this.#after === null || history.isTruncated) {
      expect(history.messages).toEqual(bySeq.slice(-limits.pageSize));
    } else {
      const after = this.#after;
      expect(history.messages).toEqual(bySeq.filter(({ revision }) => revision > after));
    }
    const changed = room.messages.filter(({ revision }) => revision > (this.#after ?? 0));
    if (history.isTruncated) expect(changed.length).toBeGreaterThan(limits.replayLimit);
  }

  #messagesAt(revision: number): Map<string, StoredMessage> {
    const messages = new Map<string, StoredMessage>();
    for (const change of this.#world.room.changes.slice(0, revision)) {
      if (change.kind !== 'room') messages.set(change.message.id, change.message);
    }
    return messages;
  }
}

test('every subscriber sees every revision once and in order, and ends with the truth', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 50 }),
      fc.scheduler(),
      async (steps, scheduler) => {
        const world = new World(scheduler);
        for (const next of steps) await world.take(next);
        await world.end();
        for (const client of world.clients) client.check();
        await world.feed.close();
      },
    ),
    { numRuns: 500 },
  );
});
