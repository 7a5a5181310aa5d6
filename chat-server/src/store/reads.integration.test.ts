import { randomUUID } from 'node:crypto';

import type { ChatRoom } from '@coco-chat/collections';
import { describeNeeds } from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Collection } from 'mongodb';

import { createStores } from './create-stores';
import { SqliteConnection } from './sqlite/connection';
import { Arrangement, sendTo, type Person } from '../testing/arrangement';
import { mostLookedAt } from '../rooms/searching';
import { createMember, createRoom, newMessage } from '../testing/factories';
import { startMongoDatabase, startSqlite, type TestDatabase } from '../testing/payload';

const message = `{
  id text author { id name } replyTo { text author { name } } mentions { name }
  reactions { emoji count participantIds }
}`;
const roomList = `query ($search: String!) {
  rooms(first: 50, search: $search) {
    totalCount
    edges {
      node {
        title lastMessage ${message}
        membership { role unreadCount participant { id name } }
      }
    }
  }
}`;
const oneRoom = `query ($id: ID!) {
  room(id: $id) {
    title lastMessage ${message}
    messages(last: 50) { edges { node ${message} } }
    participants(first: 50) { edges { node { id name } } }
  }
}`;
const nested = `query ($search: String!) {
  rooms(first: 20, search: $search) {
    edges {
      node {
        messages(last: 2) { edges { node { text author { name } } } }
        participants(first: 4) { edges { node { name isOnline } } }
      }
    }
  }
}`;
const search = `query ($id: ID!, $text: String!) {
  searchMessages(roomId: $id, text: $text) {
    edges { node ${message} } pageInfo { hasNextPage }
  }
}`;
const history = `subscription ($roomId: ID!) {
  roomEvents(roomId: $roomId, afterRevision: 0) {
    __typename ... on History { revision room { title } messages ${message} }
  }
}`;

/** How many of everything there are: what is read must cost the same for both. */
const [few, many] = [2, 20];

/**
 * Reads more or fewer that mean nothing: two that happen to be wanted at the same time are one. A read for
 * each would be as many more as {@link many} is more than {@link few}.
 */
const byChance = 8;

/** How often each is counted. What was posted goes on causing reads for a while, which only add to them. */
const counts = 3;

function describeReads(
  startDatabase: () => Promise<TestDatabase>,
  watch: () => { count(): number; stop(): void },
): void {
  let chat: Arrangement;
  let viewer: Person;
  let people: Person[];

  beforeAll(async () => {
    // What a process reads by itself is not counted.
    const abandonedTiming = { lookEveryMs: 3_600_000 };
    chat = await Arrangement.start(startDatabase, { processes: 1, abandonedTiming });
    viewer = await chat.person('독자');
    people = await Promise.all(['하나', '둘', '셋'].map((name) => chat.person(name)));
  });
  afterAll(() => chat.stop());

  const reads = async (work: () => Promise<unknown>): Promise<number> => {
    const watching = watch();
    try {
      await work();
      return watching.count();
    } finally {
      watching.stop();
    }
  };
  const expectEqual = async (work: (size: number) => Promise<unknown>): Promise<void> => {
    // The first time, a process reads more: its settings, and what it keeps of accounts.
    await work(few);
    const fewest = async (size: number): Promise<number> => {
      const counted: number[] = [];
      while (counted.length < counts) counted.push(await reads(() => work(size)));
      return Math.min(...counted);
    };
    const [small, large] = [await fewest(few), await fewest(many)];
    expect(small).toBeGreaterThan(0);
    expect(Math.abs(large - small)).toBeLessThanOrEqual(byChance);
  };

  /** Messages by several people who answer, mention and react to each other. */
  const fill = async (room: ChatRoom, size: number): Promise<void> => {
    await chat.member(room, viewer.name);
    for (const { name } of people) await chat.member(room, name);
    let replyToId: string | undefined;
    for (let index = 0; index < size; index += 1) {
      const { here } = people[index % people.length] ?? viewer;
      const { id } = await sendTo(here, room.id, {
        text: `@하나 ${index}`,
        ...(replyToId === undefined ? {} : { replyToId }),
      });
      await here.request(
        `mutation ($id: ID!) { addReaction(messageId: $id, emoji: "👍") { id } }`,
        {
          id,
        },
      );
      replyToId = id;
    }
  };

  test('a list of rooms, with their last messages and memberships', async () => {
    const marks = new Map<number, string>();
    for (const size of [few, many]) {
      const mark = randomUUID();
      marks.set(size, mark);
      for (let index = 0; index < size; index += 1) {
        await fill(await createRoom(chat.payload, { title: `${mark} ${index}` }), 1);
      }
    }
    await expectEqual(async (size) => {
      const { data } = await chat.post(roomList, { search: marks.get(size) }, viewer.token);
      expect(data.rooms.edges).toHaveLength(size);
    });
  }, 60_000);

  test('a list of rooms, with the messages and participants of each', async () => {
    const marks = new Map<number, string>();
    for (const size of [few, many]) {
      const mark = randomUUID();
      marks.set(size, mark);
      for (let index = 0; index < size; index += 1) {
        await fill(await createRoom(chat.payload, { title: `${mark} ${index}` }), 2);
      }
    }
    await expectEqual(async (size) => {
      const { data } = await chat.post(nested, { search: marks.get(size) }, viewer.token);
      expect(data.rooms.edges).toHaveLength(size);
      for (const { node } of data.rooms.edges) {
        expect(node.messages.edges).toHaveLength(2);
        expect(node.participants.edges).toHaveLength(people.length + 1);
      }
    });
  }, 60_000);

  test('a room, with authors, replies, mentions and reactions', async () => {
    const rooms = new Map<number, ChatRoom>();
    for (const size of [few, many]) {
      const room = await createRoom(chat.payload);
      rooms.set(size, room);
      await fill(room, size);
    }
    await expectEqual(async (size) => {
      const { data } = await chat.post(oneRoom, { id: rooms.get(size)?.id }, viewer.token);
      expect(data.room.messages.edges).toHaveLength(size);
    });
  }, 60_000);

  test('a search, with as many messages as are looked at for a page', async () => {
    const stores = await createStores(chat.payload);
    const rooms = new Map<number, ChatRoom>();
    for (const size of [few, mostLookedAt]) {
      const room = await createRoom(chat.payload);
      rooms.set(size, room);
      await chat.member(room, viewer.name);
      const person = await chat.person('하나');
      const member = await createMember(stores.members, room.id, person.id);
      // These have all of the terms, and are not it.
      const texts = ['가나다', ...Array.from({ length: size }, () => '가나 나다')];
      await stores.messages.post(texts.map((text) => newMessage(member, { text })));
    }
    await stores.close();
    const look = async (size: number) => {
      const variables = { id: rooms.get(size)?.id, text: '가나다' };
      const { data } = await chat.post(search, variables, viewer.token);
      expect(data.searchMessages.pageInfo.hasNextPage).toBe(size > few);
    };
    // The end of the large room is indexed the first time.
    for (const size of [few, mostLookedAt]) await look(size);
    const small = await reads(() => look(few));
    const large = await reads(() => look(mostLookedAt));
    // Two for each 512 messages.
    expect(large - small).toBeLessThanOrEqual((2 * mostLookedAt) / 512 + byChance);
  }, 60_000);

  test('the history of a room that nobody has listened to', async () => {
    const rooms = new Map<number, ChatRoom[]>();
    // One for each time, and one for the first.
    for (const size of [few, ...Array.from({ length: counts }, () => [few, many]).flat()]) {
      const room = await createRoom(chat.payload);
      rooms.set(size, [...(rooms.get(size) ?? []), room]);
      await fill(room, size);
    }
    await expectEqual(async (size) => {
      const room = rooms.get(size)?.pop();
      const events = viewer.here.subscribe(history, { roomId: room?.id });
      expect((await events.next()).messages).toHaveLength(size);
      await events.stop();
    });
  }, 60_000);
}

describe('what a query reads does not grow with its answer, on SQLite', () => {
  describeReads(startSqlite, () => {
    const spies = [
      jest.spyOn(SqliteConnection.prototype, 'rows'),
      jest.spyOn(SqliteConnection.prototype, 'read'),
    ];
    return {
      count: () => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0),
      stop: () => {
        for (const spy of spies) spy.mockRestore();
      },
    };
  });
});

describeNeeds('mongod', 'what a query reads does not grow with its answer, on MongoDB', () => {
  describeReads(startMongoDatabase, () => {
    const spies = [
      jest.spyOn(Collection.prototype, 'find'),
      jest.spyOn(Collection.prototype, 'aggregate'),
      jest.spyOn(Collection.prototype, 'distinct'),
    ];
    return {
      count: () => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0),
      stop: () => {
        for (const spy of spies) spy.mockRestore();
      },
    };
  });
});
