import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import { createPerson, createMember, createRoom, newMessage } from '../testing/factories';
import type { TestDatabase } from '../testing/payload';
import { createStores, type Stores } from './create-stores';
import type { StoredMembership, StoredParticipant } from './member-store';
import type { Stretch } from './message-store';
import type { Place } from './room-store';

/** What the stores promise, whatever database they are on. */
export function describeStores(start: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let payload: Payload;
  let stores: Stores;
  /** The stores of another process. */
  let elsewhere: Stores;
  let member: StoredMembership;
  let roomId: string;

  beforeAll(async () => {
    database = await start();
    payload = await database.open();
    stores = await createStores(payload);
    elsewhere = await createStores(await database.open());
  });
  afterAll(async () => {
    await Promise.all([stores.close(), elsewhere.close()]);
    await database.stop();
  });
  beforeEach(async () => {
    roomId = (await createRoom(payload)).id;
    // That somebody joins is the room's first change.
    member = await newMember();
  });

  const newMember = async (displayName = '하늘'): Promise<StoredMembership> =>
    createMember(stores.members, roomId, (await createPerson(payload, displayName)).id);

  const postTexts = async (...texts: string[]): Promise<void> => {
    await stores.messages.post(texts.map((text) => newMessage(member, { text })));
  };
  const numbers = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);

  describe('posting', () => {
    test('numbers messages from 1, in the order given', async () => {
      const first = await stores.messages.post([newMessage(member), newMessage(member)]);
      const second = await stores.messages.post([newMessage(member)]);
      expect([...first, ...second].map(({ message }) => [message.seq, message.revision])).toEqual([
        [1, 2],
        [2, 3],
        [3, 4],
      ]);
      expect(await stores.messages.counters([roomId])).toEqual(
        new Map([[roomId, { lastSeq: 3, revision: 4, memberCount: 1 }]]),
      );
    });

    test('writes what Payload reads', async () => {
      const draft = newMessage(member, {
        text: '첫 줄\n둘째 줄 👩‍👩‍👧',
        payload: { card: [1, 'two', null, { deep: true }], $price: 1, 'a.b': 2 },
        addressHash: 'ab12',
        userAgent: 'Mozilla/5.0',
      });
      const [posted] = await stores.messages.post([draft]);
      const reply = newMessage(member, { replyToId: posted?.message.id ?? '' });
      await stores.messages.post([reply]);
      const { docs } = await payload.find({
        collection: 'chat-messages',
        where: { room: { equals: roomId } },
        sort: 'seq',
        depth: 0,
      });
      expect(docs).toMatchObject([
        {
          id: posted?.message.id,
          room: roomId,
          seq: 1,
          revision: 2,
          kind: 'text',
          text: draft.text,
          payload: draft.payload,
          author: member.userId,
          createdBy: member.userId,
          membership: member.id,
          clientMessageId: draft.clientMessageId,
          addressHash: 'ab12',
          userAgent: 'Mozilla/5.0',
          createdAt: posted?.message.createdAt,
          updatedAt: posted?.message.createdAt,
        },
        { seq: 2, replyTo: posted?.message.id },
      ]);
    });

    test('reads what Payload writes', async () => {
      const [posted] = await stores.messages.post([newMessage(member)]);
      const id = posted?.message.id ?? '';
      const at = '2026-01-02T03:04:05.678Z';
      await payload.update({
        collection: 'chat-messages',
        id,
        data: { editedAt: at, deletedAt: at, hiddenAt: at, text: 'another', payload: ['x'] },
      });
      expect(await stores.messages.byIds([id])).toEqual([
        {
          ...posted?.message,
          editedAt: at,
          deletedAt: at,
          hiddenAt: at,
          text: 'another',
          payload: ['x'],
        },
      ]);
    });

    test('tells Payload who belongs to a room', async () => {
      const { docs } = await payload.find({
        collection: 'chat-memberships',
        where: { room: { equals: roomId } },
        depth: 0,
      });
      expect(docs).toMatchObject([
        {
          id: member.id,
          user: member.userId,
          participantId: member.participantId,
          role: 'member',
          lastReadSeq: 0,
          joinedAt: member.joinedAt,
        },
      ]);
    });

    test('moves the read marker of the author', async () => {
      await postTexts('one', 'two');
      const [own] = await stores.members.membershipsOf([member]);
      expect(own?.lastReadSeq).toBe(2);
    });

    test('stores all of a group or nothing', async () => {
      const broken = newMessage(member, { roomId: 'nowhere' });
      await expect(stores.messages.post([newMessage(member), broken])).rejects.toThrow();
      expect((await stores.messages.newest(roomId, 10)).messages).toEqual([]);
      expect((await stores.messages.counters([roomId])).get(roomId)?.lastSeq).toBe(0);
    });
  });

  describe('a clientMessageId', () => {
    test('that was seen returns the first message and posts nothing', async () => {
      const draft = newMessage(member, { text: 'first' });
      const [first] = await stores.messages.post([draft]);
      const again = await elsewhere.messages.post([{ ...draft, text: 'second' }]);
      expect(first?.isNew).toBe(true);
      expect(again).toEqual([{ message: first?.message, isNew: false }]);
      expect((await stores.messages.counters([roomId])).get(roomId)?.lastSeq).toBe(1);
    });

    test('twice in a group is one message, and leaves no hole', async () => {
      const draft = newMessage(member);
      const known = newMessage(member);
      await stores.messages.post([known]);
      const posted = await stores.messages.post([
        newMessage(member),
        draft,
        known,
        { ...draft, text: 'again' },
        newMessage(member),
      ]);
      expect(posted.map(({ isNew, message }) => [isNew, message.seq])).toEqual([
        [true, 2],
        [true, 3],
        [false, 1],
        [false, 3],
        [true, 4],
      ]);
    });

    test('belongs to its author and room alone', async () => {
      const draft = newMessage(member);
      const other = await newMember();
      const otherRoom = await createRoom(payload);
      const guest = await createMember(stores.members, otherRoom.id, member.userId);
      const same = { clientMessageId: draft.clientMessageId };
      await stores.messages.post([draft]);
      const [byOther] = await stores.messages.post([newMessage(other, same)]);
      const [inOther] = await stores.messages.post([newMessage(guest, same)]);
      expect([byOther?.isNew, inOther?.isNew]).toEqual([true, true]);
    });

    test('posted in parallel from two processes is one message', async () => {
      const drafts = Array.from({ length: 10 }, () => newMessage(member));
      const attempts = await Promise.all(
        drafts.flatMap((draft) => [
          stores.messages.post([draft]),
          elsewhere.messages.post([draft]),
          stores.messages.post([draft]),
        ]),
      );
      const posted = attempts.flat();
      expect(posted.filter(({ isNew }) => isNew)).toHaveLength(10);
      for (const { clientMessageId } of drafts) {
        const ids = posted
          .filter(({ message }) => message.clientMessageId === clientMessageId)
          .map(({ message }) => message.id);
        expect(new Set(ids).size).toBe(1);
      }
      const { messages, counters } = await stores.messages.newest(roomId, 100);
      expect(messages.map(({ seq }) => seq)).toEqual(numbers(1, 10));
      expect(counters).toMatchObject({ lastSeq: 10, revision: 11 });
    });
  });

  test('two processes that post at once leave neither hole nor double', async () => {
    const others = await Promise.all([newMember(), newMember()]);
    const groups = numbers(1, 30).map((round) => {
      const store = round % 2 === 0 ? stores : elsewhere;
      return store.messages.post(others.map((other) => newMessage(other)));
    });
    const posted = (await Promise.all(groups)).flat();
    const { messages, counters } = await elsewhere.messages.newest(roomId, 100);
    expect(messages.map(({ seq, revision }) => [seq, revision])).toEqual(
      numbers(1, 60).map((number) => [number, number + 3]),
    );
    expect(counters).toEqual({ lastSeq: 60, revision: 63, memberCount: 3 });
    expect(new Set(posted.map(({ message }) => message.seq)).size).toBe(60);
  });

  describe('reading messages', () => {
    beforeEach(() => postTexts('1', '2', '3', '4', '5'));
    const texts = (messages: readonly { text: string | null }[]): string =>
      messages.map(({ text }) => text).join('');

    test('since a revision', async () => {
      const some = await stores.messages.since(roomId, 3, 10);
      expect(texts(some.messages)).toBe('345');
      expect(some).toMatchObject({ isComplete: true, counters: { lastSeq: 5, revision: 6 } });
      const few = await stores.messages.since(roomId, 3, 2);
      expect([texts(few.messages), few.isComplete]).toEqual(['34', false]);
      const exact = await stores.messages.since(roomId, 3, 3);
      expect([texts(exact.messages), exact.isComplete]).toEqual(['345', true]);
      expect((await stores.messages.since(roomId, 6, 10)).messages).toEqual([]);
    });

    test('by their last change', async () => {
      const all = await stores.messages.latestChanges(roomId, 5);
      expect(texts(all.messages)).toBe('12345');
      const last = await stores.messages.latestChanges(roomId, 2);
      expect(texts(last.messages)).toBe('45');
      expect(last.counters.revision).toBe(6);
    });

    test('the newest', async () => {
      const { counters, messages } = await stores.messages.newest(roomId, 3);
      expect(texts(messages)).toBe('345');
      expect(counters).toEqual({ lastSeq: 5, revision: 6, memberCount: 1 });
    });

    test('stretches of rooms', async () => {
      const read = async (...stretches: Stretch[]): Promise<string[]> =>
        (await stores.messages.stretches(stretches)).map(texts);
      const other = await createRoom(payload);
      expect(await read({ roomId, first: 2, last: 4 })).toEqual(['234']);
      expect(
        await read(
          { roomId, first: 4, last: 9 },
          { roomId: other.id, first: 1, last: 5 },
          { roomId: 'nowhere', first: 1, last: 5 },
          { roomId, first: -3, last: 1 },
          { roomId, first: 3, last: 4 },
          { roomId, first: 3, last: 2 },
        ),
      ).toEqual(['45', '', '', '1', '34', '']);
      expect(await read()).toEqual([]);
    });

    test('by id, and by place', async () => {
      const { messages } = await stores.messages.newest(roomId, 2);
      const ids = messages.map(({ id }) => id);
      expect(await stores.messages.byIds([...ids, 'nothing', randomUUID()])).toHaveLength(2);
      const places = await stores.messages.bySeqs([
        { roomId, seq: 2 },
        { roomId, seq: 9 },
        { roomId: 'nowhere', seq: 1 },
      ]);
      expect(texts(places)).toBe('2');
    });

    test('of a room that is not there finds nothing', async () => {
      for (const nowhere of ['nowhere', randomUUID(), '0'.repeat(24)]) {
        const nothing = { lastSeq: 0, revision: 0, memberCount: 0 };
        expect(await stores.messages.newest(nowhere, 5)).toEqual({
          counters: nothing,
          messages: [],
        });
        const stretch = { roomId: nowhere, first: 1, last: 5 };
        expect(await stores.messages.stretches([stretch])).toEqual([[]]);
        expect(await stores.messages.counters([nowhere])).toEqual(new Map());
      }
    });
  });

  describe('rooms', () => {
    test('are found by id and slug', async () => {
      const room = await createRoom(payload, { title: '가을 산책', topic: '걷기' });
      const [found] = await stores.rooms.roomsByIds([room.id]);
      expect(found).toEqual({
        id: room.id,
        slug: room.slug,
        title: '가을 산책',
        topic: '걷기',
        kind: 'public',
        identityMode: 'real',
        isArchived: false,
        slowModeSeconds: 0,
        editWindowSeconds: 86_400,
        deleteWindowSeconds: null,
        createdAt: room.createdAt,
      });
      expect(await stores.rooms.roomsBySlugs([room.slug, 'no-such-room'])).toEqual([found]);
      expect(await stores.rooms.roomsByIds(['nothing', randomUUID()])).toEqual([]);
    });

    test('are listed: public ones, and the viewer’s private ones', async () => {
      const mark = randomUUID();
      const make = (kind: 'public' | 'private' | 'random', name: string) =>
        createRoom(payload, { kind, title: name, topic: `100% ${mark}` });
      const open = await make('public', 'open');
      const closed = await make('private', 'closed');
      const mine = await make('private', 'mine');
      const match = await make('random', 'match');
      const viewer = (await createPerson(payload)).id;
      await createMember(stores.members, mine.id, viewer);
      await createMember(stores.members, match.id, viewer);

      const list = async (viewerId: string | null, joinedOnly = false): Promise<string[]> => {
        const filter = { viewerId, joinedOnly, search: mark.toUpperCase() };
        const rooms = await stores.rooms.listRooms(filter, null, 10);
        expect(await stores.rooms.countRooms(filter)).toBe(rooms.length);
        return rooms.map(({ title }) => title);
      };
      expect(await list(null)).toEqual(['open']);
      expect(await list(viewer)).toEqual(['open', 'mine']);
      expect(await list(viewer, true)).toEqual(['mine']);
      expect(await list(null, true)).toEqual([]);
      expect(closed.id).not.toBe(open.id);
    });

    test('are listed page by page', async () => {
      const mark = randomUUID();
      for (const title of ['a', 'b', 'c']) await createRoom(payload, { title: `${title} ${mark}` });
      const filter = { viewerId: null, joinedOnly: false, search: mark };
      const [a, b] = await stores.rooms.listRooms(filter, null, 2);
      const place = { at: b?.createdAt ?? '', id: b?.id ?? '' };
      const rest = await stores.rooms.listRooms(filter, place, 2);
      expect([a, b, ...rest].map((room) => room?.title[0])).toEqual(['a', 'b', 'c']);
    });

    test.each(['%', '_', '\\', '.*', "'", '('])(
      'are searched for %p as it is written',
      async (mark) => {
        const room = await createRoom(payload, { title: `a${mark}b`, topic: randomUUID() });
        const filter = { viewerId: null, joinedOnly: false, search: `A${mark}b` };
        const found = await stores.rooms.listRooms(filter, null, 100);
        expect(found.map(({ id }) => id)).toContain(room.id);
        for (const { title } of found) expect(title.toLowerCase()).toContain(`a${mark}b`);
      },
    );
  });

  describe('joining', () => {
    test('counts a member once, however often and wherever they join', async () => {
      const { id: userId } = await createPerson(payload);
      const joined = await Promise.all(
        [stores, elsewhere, stores, elsewhere].map(({ members }) =>
          createMember(members, roomId, userId),
        ),
      );
      expect(new Set(joined.map(({ id }) => id)).size).toBe(1);
      expect(new Set(joined.map(({ participantId }) => participantId)).size).toBe(1);
      const counters = await stores.messages.counters([roomId]);
      expect(counters.get(roomId)?.memberCount).toBe(2);
    });

    test('begins with everything read', async () => {
      await postTexts('one', 'two');
      expect((await newMember()).lastReadSeq).toBe(2);
    });

    test('lists members in the order they came, with their names', async () => {
      await newMember('바다');
      await newMember('산');
      const list = async (after: Place | null): Promise<StoredParticipant[]> => {
        const page = { are: 'members', after, limit: 2 } as const;
        const [members = []] = await stores.members.listParticipants([roomId], page);
        return members;
      };
      const first = await list(null);
      expect(first.map(({ displayName }) => displayName)).toEqual(['하늘', '바다']);
      const last = first.at(-1);
      const place = { at: last?.joinedAt ?? '', id: last?.id ?? '' };
      const rest = await list(place);
      expect(rest.map(({ displayName }) => displayName)).toEqual(['산']);
      const ids = [...first, ...rest].map(({ id }) => id);
      expect(await stores.members.participantsByIds([...ids, 'nobody'])).toHaveLength(3);

      const { id: empty } = await createRoom(payload);
      const page = { are: 'members', after: null, limit: 1 } as const;
      const rooms = ['nowhere', empty, roomId, roomId];
      const pages = await stores.members.listParticipants(rooms, page);
      expect(pages.map((members) => members.map(({ displayName }) => displayName))).toEqual([
        ...[[], [], ['하늘'], ['하늘']],
      ]);
    });

    test('searches members by a part of their names, page by page', async () => {
      for (const name of ['Ann', 'Ann Lee', '안나', 'a.n*n']) await newMember(name);
      const gone = await newMember('Annie');
      await stores.members.leave(roomId, gone.userId);
      const search = async (text: string, after: Place | null = null, limit = 10) => {
        const by = 'displayName';
        return stores.members.searchParticipants({ roomId, text, by, after, limit });
      };
      const names = async (text: string) =>
        (await search(text)).map(({ displayName }) => displayName);
      expect(await names('aNN')).toEqual(['Ann', 'Ann Lee']);
      expect(await names('n L')).toEqual(['Ann Lee']);
      expect(await names('나')).toEqual(['안나']);
      expect(await names('.n*')).toEqual(['a.n*n']);
      for (const text of ['%', '_', '.*', '\\', "'"]) expect(await names(text)).toEqual([]);
      const [first] = await search('ann', null, 1);
      const place = { at: first?.joinedAt ?? '', id: first?.id ?? '' };
      const rest = await search('ann', place);
      expect(rest.map(({ displayName }) => displayName)).toEqual(['Ann Lee']);
      // Where people have aliases, a name behind one is not found.
      const hidden = { text: 'Ann', by: 'alias', after: null, limit: 10 } as const;
      expect(await stores.members.searchParticipants({ roomId, ...hidden })).toEqual([]);
      expect(await stores.members.searchParticipants({ ...hidden, roomId: 'nowhere' })).toEqual([]);
    });

    test('finds members by their names, and by what the others know them by', async () => {
      const [ann, lee] = [await newMember('Ann'), await newMember('Ann Lee')];
      const names = ['하늘', 'aNN', 'ann lee', 'Nobody', "'", '.*'];
      const found = await stores.members.named(roomId, names);
      expect(found.map(({ name }) => name).sort()).toEqual(['Ann', 'Ann Lee', '하늘']);
      expect(found).toContainEqual({ participantId: ann.participantId, name: 'Ann' });
      expect(await stores.members.named(roomId, ['Le', 'An'])).toEqual([]);
      expect(await stores.members.named('nowhere', ['Ann'])).toEqual([]);
      await payload.update({
        collection: 'chat-memberships',
        id: ann.id,
        data: { leftAt: new Date().toISOString() },
      });
      await payload.update({
        collection: 'chat-memberships',
        id: lee.id,
        data: { alias: '행복한 수달' },
      });
      expect(await stores.members.named(roomId, ['Ann', 'Ann Lee', '행복한 수달'])).toEqual([
        { participantId: lee.participantId, name: '행복한 수달' },
      ]);
      const people = [ann, lee].map(({ participantId }) => ({ roomId, participantId }));
      const participants = await stores.members.participantsIn([
        ...people,
        { roomId: 'nowhere', participantId: ann.participantId },
        { roomId, participantId: 'nobody' },
      ]);
      expect(participants.map(({ displayName }) => displayName).sort()).toEqual(['Ann', 'Ann Lee']);
    });

    test('finds the memberships of several people at once', async () => {
      const other = await newMember();
      const found = await stores.members.membershipsOf([
        member,
        other,
        { roomId: 'nowhere', userId: member.userId },
        { roomId, userId: 'nobody' },
      ]);
      expect(found.map(({ id }) => id).sort()).toEqual([member.id, other.id].sort());
    });
  });
}
