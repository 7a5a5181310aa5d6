import type { BusEvent } from '@coco-chat/collections';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { SimulatedRoom } from '../testing/simulated-room';
import { simulateSignals } from '../testing/simulated-signals';
import type { Presence } from './presence/presence';
import type { RoomSignal } from './room-change';
import type { RoomSignals } from './room-signals';

let room: SimulatedRoom;
let signals: RoomSignals;
let presence: Presence;
let told: { signal: RoomSignal; onlyTo?: string | undefined }[];

beforeEach(async () => {
  jest.useFakeTimers();
  room = new SimulatedRoom();
  told = [];
  ({ presence, signals } = simulateSignals(room, (signal, onlyTo) =>
    told.push({ signal, onlyTo }),
  ));
  // What this process publishes comes back to it, as on every bus.
  Object.assign(room.bus, {
    publish: async (_channel: string, event: BusEvent) => signals.receive(event),
  });
  await signals.open();
});
afterEach(async () => {
  signals.close();
  await presence.close();
  jest.useRealTimers();
});

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const type = (membershipId: string, isTyping = true): void =>
  signals.receive({ type: 'typing.changed', roomId: 'room', membershipId, isTyping });
/** Who was said to write, time after time. */
const writers = (): string[] =>
  told.flatMap(({ signal }) =>
    signal.kind === 'typing' ? [signal.participants.map(({ id }) => id).join(' ')] : [],
  );
const presences = () => told.flatMap(({ signal }) => (signal.kind === 'presence' ? [signal] : []));
const names = (people: readonly { userId: string }[]): string[] =>
  people.map(({ userId }) => userId);
const fill = async (size: number): Promise<void> => {
  for (let index = 0; index < size; index += 1) presence.enter('room', `person ${index}`);
  await pass(1_100);
  told.length = 0;
};

describe('who writes', () => {
  test('is told as it begins, not while it goes on, and ends by itself after 6 seconds', async () => {
    type('하늘');
    await pass(0);
    type('바다');
    await pass(4_000);
    type('하늘');
    await pass(1_999);
    expect(writers()).toEqual(['하늘', '하늘 바다']);
    await pass(1);
    expect(writers()).toEqual(['하늘', '하늘 바다', '하늘']);
    await pass(3_999);
    expect(writers()).toHaveLength(3);
    await pass(1);
    expect(writers()).toEqual(['하늘', '하늘 바다', '하늘', '']);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('ends when they say so, post, or are not members any more', async () => {
    for (const name of ['member', '하늘', '바다']) type(name);
    await pass(0);
    type('하늘', false);
    await pass(0);
    signals.noteChanges([room.post()]);
    await pass(0);
    signals.receive({
      type: 'membership.changed',
      roomId: 'room',
      membershipId: '바다',
      userId: '바다',
    });
    await pass(0);
    expect(writers()).toEqual(['member', 'member 하늘 바다', 'member 바다', '바다', '']);
  });

  test('is known to those who come', async () => {
    expect(signals.current).toEqual([]);
    type('하늘');
    await pass(0);
    expect(signals.current).toEqual([told[0]?.signal]);
  });

  test('are twenty at most, and told once a second among more than a hundred', async () => {
    await fill(101);
    for (let index = 0; index < 300; index += 1) {
      type(`writer ${index}`);
      await pass(10);
    }
    expect(writers().length).toBeGreaterThanOrEqual(3);
    expect(writers().length).toBeLessThanOrEqual(4);
    expect(
      writers()
        .at(-1)
        ?.match(/writer/g),
    ).toHaveLength(20);
  });
});

describe('who has read', () => {
  const read: BusEvent = {
    type: 'read.moved',
    roomId: 'room',
    membershipId: '하늘',
    participantId: 'p',
    userId: '하늘',
    seq: 3,
  };

  test('is told to everybody, and among more than a hundred to their own tabs alone', async () => {
    signals.receive(read);
    await fill(0);
    signals.receive(read);
    const signal = { kind: 'read', participantId: 'p', userId: '하늘', seq: 3 };
    expect(told).toEqual([{ signal, onlyTo: undefined }]);
    await fill(101);
    signals.receive(read);
    expect(told).toEqual([{ signal, onlyTo: '하늘' }]);
  });
});

describe('who is there', () => {
  test('is told as they come and go, several tabs being one person', async () => {
    const stays = [presence.enter('room', '하늘'), presence.enter('room', '하늘')];
    await pass(1_000);
    presence.enter('room', '바다');
    await pass(1_000);
    stays[0]?.leave('left');
    await pass(2_000);
    stays[1]?.leave('left');
    stays[1]?.leave('left');
    await pass(2_000);
    expect(
      presences().map(({ onlineCount, joined, left }) => [onlineCount, names(joined), names(left)]),
    ).toEqual([
      [1, ['하늘'], []],
      [2, ['바다'], []],
      [1, [], ['하늘']],
    ]);
  });

  test('stays for 15 seconds with a lost connection, and returns unseen', async () => {
    const first = presence.enter('room', '하늘');
    await pass(1_000);
    told.length = 0;
    first.leave('lost');
    await pass(14_000);
    const second = presence.enter('room', '하늘');
    await pass(60_000);
    expect(told).toEqual([]);
    second.leave('lost');
    await pass(14_900);
    expect(told).toEqual([]);
    await pass(1_500);
    expect(presences()).toMatchObject([{ onlineCount: 0, left: [{ userId: '하늘' }] }]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('is not told of who comes back in the same moment', async () => {
    const stay = presence.enter('room', '하늘');
    await pass(1_100);
    told.length = 0;
    stay.leave('left');
    presence.enter('room', '하늘');
    await pass(5_000);
    expect(told).toEqual([]);
  });

  test('is counted, and not named, among more than a hundred', async () => {
    await fill(100);
    const stay = presence.enter('room', '하늘');
    await pass(1_100);
    stay.leave('left');
    await pass(1_100);
    expect(presences()).toEqual([
      { kind: 'presence', onlineCount: 101, joined: [], left: [] },
      { kind: 'presence', onlineCount: 100, joined: [], left: [] },
    ]);
    presence.enter('room', '바다').leave('left');
    presence.enter('room', '구름');
    await pass(1_100);
    expect(presences().at(-1)).toMatchObject({ onlineCount: 101 });
  });

  test('of 10,000 who come within a second is told in two events', async () => {
    for (let index = 0; index < 10_000; index += 1) {
      presence.enter('room', `person ${index}`);
      if (index % 100 === 99) await pass(9);
    }
    const within = presences().length;
    await pass(10_000);
    const counts = presences().map(({ onlineCount }) => onlineCount);
    expect([within, counts.length, counts.at(-1)]).toEqual([1, 2, 10_000]);
  });

  test('of other processes stays as it was while they cannot be asked', async () => {
    const store = { isWhole: true, remote: ['바다', '구름'], local: new Set<string>() };
    signals.close();
    ({ presence, signals } = simulateSignals(room, (signal) => told.push({ signal }), {
      get isWhole() {
        return store.isWhole;
      },
      enter: async (_place, userIds) => {
        for (const userId of userIds) store.local.add(userId);
        return true;
      },
      leave: async (_place, userIds) => {
        for (const userId of userIds) store.local.delete(userId);
        return true;
      },
      attendance: async () => {
        const userIds = [...store.local, ...(store.isWhole ? store.remote : [])];
        return { count: userIds.length, userIds };
      },
      counts: async () => [],
      areThere: async () => [],
      onChange: () => () => undefined,
      close: async () => undefined,
    }));
    await signals.open();
    const stay = presence.enter('room', '하늘');
    await pass(1_100);
    store.isWhole = false;
    presence.enter('room', '나무');
    await pass(1_100);
    stay.leave('left');
    await pass(1_100);
    store.isWhole = true;
    store.remote = ['바다'];
    signals.receive({ type: 'presence.changed', roomId: 'room' });
    await pass(1_100);
    expect(
      presences().map(({ onlineCount, joined, left }) => [onlineCount, names(joined), names(left)]),
    ).toEqual([
      [3, ['하늘'], []],
      [4, ['나무'], []],
      [3, [], ['하늘']],
      [2, [], ['구름']],
    ]);
  });
});
