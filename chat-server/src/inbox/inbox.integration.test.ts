import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { roomChannel, type BusEvent } from '@coco-chat/collections';
import type { Payload } from 'payload';
import { pino } from 'pino';

import { MemoryBus } from '../bus/memory';
import { createLoaders } from '../rooms/loaders';
import { createStores, type Stores } from '../store/create-stores';
import type { StoredMembership } from '../store/member-store';
import { createMember, createPerson, createRoom, newMessage } from '../testing/factories';
import { startSqlite, type TestDatabase } from '../testing/payload';
import { Inbox } from './inbox';

const logger = pino({ level: 'silent' });

/** A bus that loses what a test says, and knows who listens. */
class LossyBus extends MemoryBus {
  readonly listening = new Map<string, number>();
  isLosing = false;

  override publish(channel: string, event: BusEvent): Promise<void> {
    return this.isLosing ? Promise.resolve() : super.publish(channel, event);
  }

  override async subscribe(channel: string, listener: (event: BusEvent) => void) {
    const leave = await super.subscribe(channel, listener);
    this.#count(channel, 1);
    return async () => {
      this.#count(channel, -1);
      await leave();
    };
  }

  #count(channel: string, difference: number): void {
    const listeners = (this.listening.get(channel) ?? 0) + difference;
    if (listeners > 0) this.listening.set(channel, listeners);
    else this.listening.delete(channel);
  }
}

let database: TestDatabase;
let payload: Payload;
let stores: Stores;
let bus: LossyBus;
let inbox: Inbox;

beforeAll(async () => {
  database = await startSqlite();
  payload = await database.open();
  stores = await createStores(payload);
});
afterEach(() => inbox.close());
afterAll(async () => {
  await stores.close();
  await database.stop();
});
beforeEach(() => {
  bus = new LossyBus(logger);
  inbox = new Inbox({
    bus,
    loaders: createLoaders(stores),
    store: {
      membershipsOfAccounts: (ids) => stores.inbox.membershipsOfAccounts(ids),
      counters: (ids) => stores.messages.counters(ids),
    },
    blocks: { blockedIn: async () => [] },
    logger,
    quietMs: 5,
    checkIntervalMs: 20,
    outageCheckIntervalMs: 10,
  });
});

const memberOf = async (roomId: string): Promise<StoredMembership> =>
  createMember(stores.members, roomId, (await createPerson(payload)).id);

test('listens once to each room, and to nothing when the last one has gone', async () => {
  const rooms = [await createRoom(payload), await createRoom(payload)];
  const one = await memberOf(rooms[0]?.id ?? '');
  const other = await memberOf(rooms[0]?.id ?? '');
  await createMember(stores.members, rooms[1]?.id ?? '', one.userId);
  const subscriptions = await Promise.all([
    inbox.subscribe(one.userId),
    inbox.subscribe(one.userId),
    inbox.subscribe(other.userId),
  ]);
  const counts = [...bus.listening.values()];
  expect(counts).toEqual(counts.map(() => 1));
  for (const { id } of rooms) expect(bus.listening.get(roomChannel(id))).toBe(1);
  for (const subscription of subscriptions) await subscription.return();
  await new Promise(setImmediate);
  expect(bus.listening).toEqual(new Map());
});

test('finds what the bus lost: messages, rooms joined and left, and what was read elsewhere', async () => {
  const [room, second] = [await createRoom(payload), await createRoom(payload)];
  const [author, reader] = [await memberOf(room.id), await memberOf(room.id)];
  const writer = await memberOf(second.id);
  bus.isLosing = true;
  const subscription = await inbox.subscribe(reader.userId);
  const next = async () => (await subscription.next()).value as unknown;

  await stores.messages.post([newMessage(author)]);
  expect(await next()).toMatchObject({ roomId: room.id, unreadCount: 1 });
  await stores.members.moveReadMarker(reader.id, 1);
  expect(await next()).toMatchObject({ roomId: room.id, unreadCount: 0 });
  await createMember(stores.members, second.id, reader.userId);
  await stores.messages.post([newMessage(writer)]);
  expect(await next()).toMatchObject({ roomId: second.id, unreadCount: 1 });
  await stores.sanctions.sanction(room.id, reader.userId, {
    mutedUntil: '2999-01-01T00:00:00.000Z',
    isBanned: false,
  });
  expect(await next()).toMatchObject({
    roomId: room.id,
    membership: { mutedUntil: '2999-01-01T00:00:00.000Z' },
  });
  await stores.members.leave(second.id, reader.userId);
  await stores.messages.post([newMessage(writer)]);
  await stores.messages.post([newMessage(author)]);
  expect(await next()).toMatchObject({ roomId: room.id, unreadCount: 1 });
  await subscription.return();
});

test('ends at once, though nothing happens', async () => {
  const { userId } = await memberOf((await createRoom(payload)).id);
  const subscription = await inbox.subscribe(userId);
  const waiting = subscription.next();
  await inbox.close();
  expect(await waiting).toEqual({ done: true, value: undefined });
  await expect(inbox.subscribe(userId)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});
