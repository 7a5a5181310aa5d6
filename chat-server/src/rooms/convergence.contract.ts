import { randomUUID } from 'node:crypto';

import { roomChannel } from '@coco-chat/collections';
import { waitFor } from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Payload } from 'payload';
import { pino } from 'pino';

import type { Bus } from '../bus/bus';
import { createStores, type Stores } from '../store/create-stores';
import type { MessageEdit, NewMessage, StoredMessage } from '../store/message-store';
import type { StoredMembership } from '../store/member-store';
import { createMember, createPerson, createRoom, newMessage } from '../testing/factories';
import type { TestDatabase } from '../testing/payload';
import { TroubledBus, type Fate } from '../testing/troubled-bus';
import { followFeed, type FollowedFeed } from '../testing/followed-feed';
import { RoomFeeds } from './feeds';
import { isSignal, toEvent } from './room-change';
import type { RoomChange } from '../store/room-change';

const processCount = 2;
const clientCount = 3;
const logger = pino({ level: 'silent' });

type Step = { process: number; fates: Fate[] } & (
  | { do: 'post'; howMany: number }
  /** The same message at once by both processes, as a client does that lost its connection. */
  | { do: 'post again' }
  | { do: 'edit' | 'delete' | 'react'; which: number }
  | { do: 'rename' | 'join' | 'crash' }
  | { do: 'subscribe' | 'leave'; client: number }
  | { do: 'deliver late'; which: number }
);

const where = {
  process: fc.nat(processCount - 1),
  fates: fc.array(fc.constantFrom<Fate>('arrives', 'arrives', 'late', 'lost', 'twice'), {
    minLength: 1,
    maxLength: processCount,
  }),
};
const which = fc.nat(20);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      ...where,
      do: fc.constant('post' as const),
      howMany: fc.integer({ min: 1, max: 4 }),
    }),
  },
  fc.record({ ...where, do: fc.constant('post again' as const) }),
  {
    weight: 4,
    arbitrary: fc.record({
      ...where,
      do: fc.constantFrom('edit' as const, 'delete' as const, 'react' as const),
      which,
    }),
  },
  fc.record({
    ...where,
    do: fc.constantFrom('rename' as const, 'join' as const, 'crash' as const),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      ...where,
      do: fc.constantFrom('subscribe' as const, 'subscribe' as const, 'leave' as const),
      client: fc.nat(clientCount - 1),
    }),
  },
  fc.record({ ...where, do: fc.constant('deliver late' as const), which }),
);

/** One chat-server, as far as a room's messages go: stores of its own, and feeds that can crash. */
class Process {
  readonly stores: Stores;
  bus: Bus;
  feeds: RoomFeeds;

  constructor(
    stores: Stores,
    readonly network: TroubledBus,
  ) {
    this.stores = stores;
    this.bus = network.connect();
    this.feeds = this.#openFeeds();
  }

  /** All that it has in memory is gone. */
  async crash(): Promise<void> {
    await this.stop();
    this.bus = this.network.connect();
    this.feeds = this.#openFeeds();
  }

  async stop(): Promise<void> {
    await this.bus.close();
    await this.feeds.close();
  }

  announce(roomId: string, changes: readonly RoomChange[]): void {
    if (changes.length > 0) void this.bus.publish(roomChannel(roomId), toEvent(roomId, changes));
  }

  #openFeeds(): RoomFeeds {
    const intervals = { checkIntervalMs: 10, outageCheckIntervalMs: 10 };
    return new RoomFeeds({ store: this.stores.messages, bus: this.bus, logger, ...intervals });
  }
}

/** Somebody who holds the room by its events alone, and comes back with the last revision they saw. */
class Client {
  readonly held = new Map<string, StoredMessage>();
  /** In words. */
  readonly faults: string[] = [];
  /** Which message each revision was about. */
  readonly order = new Map<number, string>();
  revision: number | null = null;
  /** What came before is not known: who comes without a position begins with the newest messages. */
  oldestSeq = 1;
  #subscription: FollowedFeed | undefined;
  #reading: Promise<void> = Promise.resolve();

  get isListening(): boolean {
    return this.#subscription !== undefined;
  }

  async subscribe(process: Process, roomId: string): Promise<void> {
    await this.leave();
    const who = { userId: 'somebody', afterRevision: this.revision };
    const subscription = await followFeed(
      (subscriber) => process.feeds.subscribe(roomId, subscriber),
      who,
    );
    const { isTruncated, messages, revision } = subscription.history;
    if (isTruncated) this.faults.push('a short absence was truncated');
    for (const message of messages) this.held.set(message.id, message);
    if (this.revision === null) this.oldestSeq = messages[0]?.seq ?? 1;
    this.revision = revision;
    this.#subscription = subscription;
    this.#reading = this.#read(subscription);
  }

  async leave(): Promise<void> {
    await this.#subscription?.events.return?.();
    await this.#reading;
  }

  async #read(subscription: FollowedFeed): Promise<void> {
    for await (const change of subscription.events) {
      if (isSignal(change)) continue;
      const expected = (this.revision ?? 0) + 1;
      if (change.revision !== expected) this.faults.push(`${change.revision}, not ${expected}`);
      this.revision = change.revision;
      if (change.kind === 'room') continue;
      if (change.kind === 'posted' && this.held.has(change.message.id)) {
        this.faults.push(`message ${change.message.seq} was posted twice`);
      }
      this.held.set(change.message.id, change.message);
      this.order.set(change.revision, change.message.id);
    }
    if (this.#subscription === subscription) this.#subscription = undefined;
  }
}

/**
 * Any interleaving of posts, edits, joins, crashes and returns, over a bus that loses, delays, reorders
 * and doubles: whoever listens holds in the end what the database holds, and all saw one order.
 */
export function describeConvergence(start: () => Promise<TestDatabase>, numRuns: number): void {
  let database: TestDatabase;
  let payload: Payload;
  let both: Stores[];

  beforeAll(async () => {
    database = await start();
    payload = await database.open();
    both = [await createStores(payload), await createStores(await database.open())];
  });
  afterAll(async () => {
    await Promise.all(both.map((stores) => stores.close()));
    await database.stop();
  });

  const authorOf = async (roomId: string): Promise<StoredMembership> => {
    const [stores] = both;
    if (!stores) throw new Error('No process was started');
    return createMember(stores.members, roomId, (await createPerson(payload)).id);
  };

  async function world(): Promise<World> {
    const { id: roomId } = await createRoom(payload);
    const network = new TroubledBus();
    const processes = both.map((stores) => new Process(stores, network));
    return new World(roomId, network, processes, await authorOf(roomId), () => authorOf(roomId));
  }

  test('whoever listens ends with the truth, by one order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const room = await world();
        try {
          for (const next of steps) await room.take(next);
          await room.check();
        } finally {
          await room.stop();
        }
      }),
      { numRuns },
    );
  }, 120_000);
}

class World {
  readonly #clients = Array.from({ length: clientCount }, () => new Client());
  /** What was acknowledged. */
  readonly #posted = new Set<string>();

  constructor(
    readonly roomId: string,
    readonly network: TroubledBus,
    readonly processes: readonly Process[],
    readonly author: StoredMembership,
    readonly join: () => Promise<unknown>,
  ) {}

  async take(next: Step): Promise<void> {
    const process = this.#process(next.process);
    this.network.fates = next.fates;
    switch (next.do) {
      case 'post': {
        const messages = Array.from({ length: next.howMany }, () => newMessage(this.author));
        return this.#post(process, messages);
      }
      case 'post again': {
        const message = newMessage(this.author);
        await Promise.all(this.processes.map((one) => this.#post(one, [message])));
        return;
      }
      case 'edit':
        return this.#change(process, next.which, { text: randomUUID() });
      case 'delete':
        return this.#change(process, next.which, { deletedAt: new Date().toISOString() });
      case 'react':
        return this.#change(process, next.which, {
          reactions: [{ emoji: '👍', participantIds: [randomUUID()] }],
        });
      case 'rename': {
        const revision = await process.stores.messages.bumpRevision(this.roomId);
        process.announce(this.roomId, [{ kind: 'room', revision }]);
        return;
      }
      case 'join':
        await this.join();
        return;
      case 'crash':
        return process.crash();
      case 'subscribe':
        return this.#client(next.client).subscribe(process, this.roomId);
      case 'leave':
        return this.#client(next.client).leave();
      case 'deliver late':
        return this.network.deliverLate(next.which);
    }
  }

  async check(): Promise<void> {
    const [{ stores } = this.#process(0)] = this.processes;
    const { counters, messages } = await stores.messages.newest(this.roomId, 1_000);
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
    expect(new Set(messages.map((message) => message.clientMessageId))).toEqual(this.#posted);

    for (const [index, client] of this.#clients.entries()) {
      if (!client.isListening) await client.subscribe(this.#process(index), this.roomId);
    }
    const isThere = ({ revision }: Client): boolean => revision === counters.revision;
    await waitFor(() => this.#clients.every(isThere), { what: 'everybody to have seen it all' });
    const order = new Map<number, string>();
    for (const client of this.#clients) {
      expect(client.faults).toEqual([]);
      const held = [...client.held.values()].sort((one, other) => one.seq - other.seq);
      const isKnown = ({ id, seq }: StoredMessage): boolean =>
        seq >= client.oldestSeq || client.held.has(id);
      expect(held).toEqual(messages.filter(isKnown));
      for (const [revision, id] of client.order) {
        expect([revision, order.get(revision) ?? id]).toEqual([revision, id]);
        order.set(revision, id);
      }
    }
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) await client.leave();
    for (const process of this.processes) await process.stop();
  }

  #process(index: number): Process {
    const process = this.processes[index % this.processes.length];
    if (!process) throw new Error('No process was started');
    return process;
  }

  #client(index: number): Client {
    const client = this.#clients[index];
    if (!client) throw new Error('No such client');
    return client;
  }

  async #post(process: Process, messages: readonly NewMessage[]): Promise<void> {
    const posted = await process.stores.messages.post(messages);
    for (const { message } of posted) this.#posted.add(message.clientMessageId);
    process.announce(
      this.roomId,
      posted
        .filter(({ isNew }) => isNew)
        .map(({ message }) => ({ kind: 'posted', revision: message.revision, message })),
    );
  }

  async #change(process: Process, which: number, set: MessageEdit): Promise<void> {
    const { messages } = process.stores;
    const known = (await messages.newest(this.roomId, 1_000)).messages;
    const message = known[which % Math.max(1, known.length)];
    if (!message) return;
    const { id, roomId, revision: expectedRevision } = message;
    const changed = await messages.change({ id, roomId, expectedRevision, set });
    if (!changed) throw new Error('Nobody else changes messages here');
    const { revision } = changed;
    process.announce(roomId, [{ kind: 'changed', revision, message: changed }]);
  }
}
