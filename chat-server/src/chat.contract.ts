import { randomUUID } from 'node:crypto';

import { startRedis, waitFor, type RedisServer } from '@coco-chat/e2e/servers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ChatMembership, ChatRoom } from '@coco-chat/collections';
import type { Payload } from 'payload';

import {
  ChatClient,
  RequestError,
  type Data,
  type Events,
  type MessageData,
  type PageData,
} from './testing/chat-client';
import { ChatProcess } from './testing/chat-process';
import { createAccount, createRoom, testPassword } from './testing/factories';
import { ProtocolClient } from './testing/protocol-client';
import type { TestDatabase } from './testing/payload';

const messageFields = `fragment MessageFields on Message {
  id roomId seq revision kind text payload clientMessageId createdAt editedAt deletedAt
  author { id name role avatarUrl } replyTo { id text } reactions { emoji } attachments { id }
}`;
const joinRoom = `mutation ($roomId: ID!) {
  joinRoom(roomId: $roomId) {
    id memberCount membership { role unreadCount lastReadSeq participant { id name } }
  }
}`;
const sendMessage = `${messageFields}
mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ...MessageFields } }`;
const roomEvents = `${messageFields}
subscription ($roomId: ID!, $afterRevision: Int) {
  roomEvents(roomId: $roomId, afterRevision: $afterRevision) {
    __typename
    ... on History { revision truncated room { id title lastSeq } messages { ...MessageFields } }
    ... on MessagePosted { revision message { ...MessageFields } }
  }
}`;

interface Person {
  id: string;
  name: string;
  token: string;
  /** Connected to the first process. */
  here: ChatClient;
  /** Connected to the second one, where there are two. */
  there: ChatClient;
}

/** Everything that people do, on one arrangement of processes. */
export function describeChat(
  startDatabase: () => Promise<TestDatabase>,
  { processes }: { processes: 1 | 2 },
): void {
  let database: TestDatabase;
  let payload: Payload;
  let redis: RedisServer | undefined;
  let here: ChatProcess;
  let there: ChatProcess;
  let room: ChatRoom;
  const clients: ChatClient[] = [];

  beforeAll(async () => {
    database = await startDatabase();
    payload = await database.open();
    if (processes === 2) redis = await startRedis();
    here = await ChatProcess.start(payload, redis?.url);
    there = redis ? await ChatProcess.start(await database.open(), redis.url) : here;
  });
  afterAll(async () => {
    await here.stop();
    if (there !== here) await there.stop();
    await database.stop();
    await redis?.stop();
  });
  beforeEach(async () => {
    room = await createRoom(payload, { title: '가을 라운지' });
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
  });

  // Passwords are slow on purpose, so a name is one account for all the tests here.
  const accounts = new Map<string, Promise<{ id: string; token: string }>>();
  const createLogin = async (displayName: string): Promise<{ id: string; token: string }> => {
    const { email, id } = await createAccount(payload, { displayName });
    const data = { email, password: testPassword };
    const { token } = await payload.login({ collection: 'users', data });
    return { id, token: token ?? '' };
  };

  const signIn = async (name = '하늘'): Promise<Person> => {
    const account = accounts.get(name) ?? createLogin(name);
    accounts.set(name, account);
    const { id, token } = await account;
    const connect = (process: ChatProcess): ChatClient => {
      const client = new ChatClient(process.socketUrl, token);
      clients.push(client);
      return client;
    };
    return { id, name, token, here: connect(here), there: connect(there) };
  };

  /** Signs in and joins the room. */
  const member = async (name?: string, inRoom = room): Promise<Person> => {
    const person = await signIn(name);
    await person.here.request(joinRoom, { roomId: inRoom.id });
    return person;
  };

  const membershipOf = async ({ id }: Person): Promise<ChatMembership> => {
    const { docs } = await payload.find({
      collection: 'chat-memberships',
      where: { user: { equals: id }, room: { equals: room.id } },
    });
    const [membership] = docs;
    if (!membership) throw new Error('No member of the room');
    return membership;
  };

  const send = (
    client: ChatClient,
    input: Record<string, unknown> & { text: string },
    inRoom = room,
  ) =>
    client
      .request(sendMessage, {
        input: { roomId: inRoom.id, clientMessageId: randomUUID(), ...input },
      })
      .then(({ sendMessage: message }) => message);

  const sendAll = async (client: ChatClient, ...texts: string[]): Promise<void> => {
    for (const text of texts) await send(client, { text });
  };

  const follow = (client: ChatClient, afterRevision?: number): Events =>
    client.subscribe(roomEvents, { roomId: room.id, afterRevision });

  const post = async (query: string, variables: object = {}, token?: string) => {
    const response = await fetch(here.httpUrl, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as { data: Data; errors?: { extensions: object }[] };
  };

  const refusal = (code: string, field?: string) =>
    expect.objectContaining({ extensions: { code, ...(field === undefined ? {} : { field }) } });

  describe('without a token', () => {
    test('public rooms are listed and read', async () => {
      const author = await member();
      await send(author.here, { text: '누구나 읽는 글' });
      const { data, errors } = await post(
        `query ($slug: String!, $search: String!) {
          viewer { id }
          rooms(search: $search) { totalCount edges { node { id } } }
          room(slug: $slug) {
            title lastSeq membership { role } lastMessage { text }
            messages { edges { node { text author { name } } } }
          }
        }`,
        { slug: room.slug, search: '가을' },
      );
      expect(errors).toBeUndefined();
      expect(data.viewer).toBeNull();
      expect(data.rooms.edges.map(({ node }) => node.id)).toContain(room.id);
      expect(data.room).toEqual({
        title: '가을 라운지',
        lastSeq: 1,
        membership: null,
        lastMessage: { text: '누구나 읽는 글' },
        messages: { edges: [{ node: { text: '누구나 읽는 글', author: { name: '하늘' } } }] },
      });
    });

    test('private ones are not there', async () => {
      const closed = await createRoom(payload, { kind: 'private' });
      const query = 'query ($id: ID, $slug: String) { room(id: $id, slug: $slug) { id } }';
      expect(await post(query, { id: closed.id })).toEqual({ data: { room: null } });
      expect(await post(query, { slug: closed.slug })).toEqual({ data: { room: null } });
    });

    test.each([
      ['joinRoom', 'mutation { joinRoom(roomId: "1") { id } }'],
      [
        'sendMessage',
        `mutation { sendMessage(input: { roomId: "1", clientMessageId: "1", text: "1" }) { id } }`,
      ],
      ['what only one’s own rooms answer', '{ rooms(joinedOnly: true) { totalCount } }'],
      ['what is not built', '{ randomRules { text } }'],
    ])('%s is UNAUTHENTICATED', async (_, query) => {
      expect((await post(query)).errors).toEqual([refusal('UNAUTHENTICATED')]);
    });
  });

  describe('a room', () => {
    test('is joined once, by either way in', async () => {
      const person = await signIn('바다');
      const first = await person.here.request(joinRoom, { roomId: room.id });
      expect(first.joinRoom).toMatchObject({
        id: room.id,
        memberCount: 1,
        membership: {
          role: 'MEMBER',
          unreadCount: 0,
          lastReadSeq: 0,
          participant: { name: '바다' },
        },
      });
      expect(await person.there.request(joinRoom, { roomId: room.id })).toEqual(first);
      const { data } = await post(joinRoom, { roomId: room.id }, person.token);
      expect(data.joinRoom).toEqual(first.joinRoom);
    });

    test('that is private, archived or not there cannot be joined', async () => {
      const person = await signIn();
      const closed = await createRoom(payload, { kind: 'private' });
      const archived = await createRoom(payload, { isArchived: true });
      const join = (roomId: string) => person.here.request(joinRoom, { roomId });
      await expect(join(closed.id)).rejects.toEqual(refusal('NOT_FOUND', 'roomId'));
      await expect(join('nowhere')).rejects.toEqual(refusal('NOT_FOUND', 'roomId'));
      await expect(join(archived.id)).rejects.toEqual(refusal('FORBIDDEN'));
    });

    test('counts what its members have not read', async () => {
      const [reader, author] = [await member('새 독자'), await member('새 작가')];
      await sendAll(author.here, '하나', '둘');
      const query = `query ($id: ID!) {
        room(id: $id) { lastSeq revision memberCount membership { unreadCount lastReadSeq } }
        rooms(joinedOnly: true) { totalCount edges { node { id } } }
      }`;
      const unread = async (person: Person) => person.there.request(query, { id: room.id });
      expect(await unread(reader)).toEqual({
        room: {
          lastSeq: 2,
          revision: 4, // Two joined, two were said.
          memberCount: 2,
          membership: { unreadCount: 2, lastReadSeq: 0 },
        },
        rooms: { totalCount: 1, edges: [{ node: { id: room.id } }] },
      });
      expect((await unread(author)).room.membership).toEqual({ unreadCount: 0, lastReadSeq: 2 });
      const late = await member('나중');
      expect((await unread(late)).room.membership).toEqual({ unreadCount: 0, lastReadSeq: 2 });
    });

    test('gives its messages page by page, both ways', async () => {
      const author = await member();
      await sendAll(author.here, '1', '2', '3', '4', '5');
      const query = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
        room(id: $id) {
          messages(first: $first, after: $after, last: $last, before: $before) {
            edges { cursor node { text cursor } }
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          }
        }
      }`;
      const page = async (args: object) => {
        const data = await author.there.request(query, { id: room.id, ...args });
        return data.room.messages;
      };
      const texts = ({ edges }: PageData<MessageData>): string =>
        edges.map(({ node }) => node.text).join('');

      const newest = await page({ last: 2 });
      expect(texts(newest)).toBe('45');
      expect(newest.edges.map(({ node }) => node.cursor)).toEqual(
        newest.edges.map(({ cursor }) => cursor),
      );
      expect(newest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
      const earlier = await page({ last: 3, before: newest.pageInfo.startCursor });
      expect(texts(earlier)).toBe('123');
      expect(earlier.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
      const later = await page({ first: 2, after: earlier.pageInfo.startCursor });
      expect(texts(later)).toBe('23');
      expect(texts(await page({}))).toBe('12345');
      const none = await page({ first: 2, after: newest.pageInfo.endCursor });
      expect(none).toEqual({
        edges: [],
        pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
      });
      expect(await page({ first: 0 })).toMatchObject({
        edges: [],
        pageInfo: { hasNextPage: true, hasPreviousPage: false },
      });
      expect(await page({ last: 0 })).toMatchObject({
        edges: [],
        pageInfo: { hasNextPage: false, hasPreviousPage: true },
      });
      for (const [args, field] of [
        [{ first: 1, last: 1 }, 'last'],
        [{ first: 101 }, 'first'],
        [{ last: -1 }, 'last'],
        [{ after: 'nonsense' }, 'after'],
      ] as const) {
        await expect(page(args)).rejects.toEqual(refusal('BAD_USER_INPUT', field));
      }
    });

    test('lists who is in it, page by page', async () => {
      for (const name of ['가', '나', '다']) await member(name);
      const query = `query ($id: ID!, $after: String) {
        room(id: $id) {
          participants(first: 2, after: $after) {
            edges { node { id name role } } pageInfo { hasNextPage endCursor }
          }
        }
      }`;
      const { token } = await signIn('가');
      const first = (await post(query, { id: room.id }, token)).data.room.participants;
      expect(first.edges.map(({ node }) => node.name)).toEqual(['가', '나']);
      const after = first.pageInfo.endCursor;
      const rest = (await post(query, { id: room.id, after }, token)).data.room.participants;
      expect(rest.edges.map(({ node }) => node.name)).toEqual(['다']);
      expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    });
  });

  describe('a message', () => {
    test('reaches everybody in the room, in order, on every process', async () => {
      const [author, reader] = [await member('작가'), await member('독자')];
      const streams = [follow(author.here), follow(reader.here), follow(reader.there)];
      for (const stream of streams) {
        expect(await stream.change()).toMatchObject({
          __typename: 'History',
          revision: 2, // Two joined.
          truncated: false,
          messages: [],
          room: { id: room.id },
        });
      }
      const texts = ['안녕하세요 👋', '👩‍👩‍👧‍👦 가족', '<script>alert(1)</script>', 'line\nline'];
      const sent = [];
      for (const [index, text] of texts.entries()) {
        sent.push(await send(index % 2 ? author.here : reader.there, { text }));
      }
      expect(sent.map(({ seq, revision }) => [seq, revision])).toEqual([
        [1, 3],
        [2, 4],
        [3, 5],
        [4, 6],
      ]);
      for (const stream of streams) {
        const events = await stream.changes(4);
        expect(events).toEqual(
          sent.map((message) => ({
            __typename: 'MessagePosted',
            revision: message.revision,
            message,
          })),
        );
      }
      expect(sent.map(({ text }) => text)).toEqual(texts);
    });

    test('carries a payload and a reply', async () => {
      const author = await member();
      const card = { title: '카드', tags: [1, null, { deep: true }] };
      const first = await send(author.here, { text: 'card', payload: card });
      const reply = await send(author.there, { text: '답장', replyToId: first.id });
      expect(first).toMatchObject({ payload: card, kind: 'TEXT', reactions: [], attachments: [] });
      expect(reply).toMatchObject({ replyTo: { id: first.id, text: 'card' } });
      const query = 'query ($id: ID!) { message(id: $id) { text replyTo { text } } }';
      expect(await author.there.request(query, { id: reply.id })).toEqual({
        message: { text: '답장', replyTo: { text: 'card' } },
      });
    });

    test('sent again is the first one, and nobody gets it twice', async () => {
      const author = await member();
      const stream = follow(author.there);
      await stream.next();
      const input = { text: '한 번만', clientMessageId: randomUUID() };
      const attempts = await Promise.all(
        [author.here, author.there, author.here, author.there].map((client) => send(client, input)),
      );
      expect(new Set(attempts.map(({ id }) => id)).size).toBe(1);
      expect((await send(author.here, { ...input, text: '다른 글' })).text).toBe('한 번만');
      await send(author.here, { text: '끝' });
      const events = await stream.changes(2);
      expect(events.map(({ message }) => message.text)).toEqual(['한 번만', '끝']);
    });

    test('that cannot be taken is refused, with the field at fault', async () => {
      const author = await member();
      const elsewhere = await createRoom(payload);
      const stranger = await member('나그네', elsewhere);
      const foreign = await send(stranger.here, { text: '다른 방' }, elsewhere);
      const refused = async (input: object, code: string, field?: string): Promise<void> => {
        await expect(send(author.here, { text: '글', ...input })).rejects.toEqual(
          refusal(code, field),
        );
      };
      await refused({ text: ' \n ' }, 'BAD_USER_INPUT', 'input.text');
      await refused({ text: 'a'.repeat(4_001) }, 'BAD_USER_INPUT', 'input.text');
      await refused({ text: 'a\u0007' }, 'BAD_USER_INPUT', 'input.text');
      await refused({ payload: 'x'.repeat(8_200) }, 'PAYLOAD_TOO_LARGE', 'input.payload');
      await refused({ clientMessageId: '' }, 'BAD_USER_INPUT', 'input.clientMessageId');
      await refused({ replyToId: foreign.id }, 'BAD_USER_INPUT', 'input.replyToId');
      await refused({ replyToId: 'nothing' }, 'BAD_USER_INPUT', 'input.replyToId');
      await refused({ attachmentIds: ['1'] }, 'BAD_USER_INPUT', 'input.attachmentIds');
      await refused({ roomId: 'nowhere' }, 'NOT_FOUND', 'input.roomId');
      await refused({ roomId: elsewhere.id }, 'FORBIDDEN');
      await refused({ text: null }, 'BAD_USER_INPUT');
      expect((await send(author.here, { text: '그래도' })).seq).toBe(1);
    });

    test('is not taken in an archived room, nor from somebody who is muted', async () => {
      const author = await member();
      const { id } = await membershipOf(author);
      const mute = (until: Date) =>
        payload.update({
          collection: 'chat-memberships',
          id,
          data: { mutedUntil: until.toISOString() },
        });
      await mute(new Date(Date.now() + 60_000));
      await expect(send(author.there, { text: '글' })).rejects.toEqual(refusal('FORBIDDEN'));
      await mute(new Date(Date.now() - 1));
      await send(author.there, { text: '글' });
      await payload.update({ collection: 'chat-rooms', id: room.id, data: { isArchived: true } });
      await expect(send(author.there, { text: '글' })).rejects.toEqual(refusal('FORBIDDEN'));
    });

    test('that a moderator hid keeps its place and loses its content', async () => {
      const author = await member();
      const { id } = await send(author.here, { text: '나쁜 말', payload: { a: 1 } });
      await payload.update({
        collection: 'chat-messages',
        id,
        data: { isHidden: true },
      });
      const query = 'query ($id: ID!) { message(id: $id) { seq text payload } }';
      expect(await author.there.request(query, { id })).toEqual({
        message: { seq: 1, text: null, payload: null },
      });
    });
  });

  describe('somebody who comes back', () => {
    test('gets what was posted since, and then what follows', async () => {
      const [author, reader] = [await member('작가'), await member('독자')];
      await sendAll(author.here, '하나', '둘', '셋');
      const stream = follow(reader.there, 3);
      const history = await stream.next();
      expect(history).toMatchObject({ __typename: 'History', revision: 5, truncated: false });
      expect(history.messages.map(({ text }) => text)).toEqual(['둘', '셋']);
      await send(author.here, { text: '넷' });
      expect(await stream.change()).toMatchObject({ revision: 6, message: { text: '넷' } });
      await stream.stop();
    });

    test('is told when it was too much, and begins anew', async () => {
      const author = await member();
      // As many at a time as a connection may have under way.
      for (let sent = 0; sent < 502; sent += 50) {
        const texts = Array.from({ length: Math.min(50, 502 - sent) }, (_, index) => `${index}`);
        await Promise.all(texts.map((text) => send(author.here, { text })));
      }
      const all = await follow(author.there, 3).next();
      expect(all).toMatchObject({ revision: 503, truncated: false });
      expect(all.messages).toHaveLength(500);
      const newest = await follow(author.there, 2).next();
      expect(newest).toMatchObject({ revision: 503, truncated: true });
      expect(newest.messages.map(({ seq }) => seq)).toEqual(
        Array.from({ length: 50 }, (_, index) => 453 + index),
      );
    });

    test.each([-1, 2])('after revision %p of a new room is refused', async (revision) => {
      const reader = await member();
      await expect(follow(reader.here, revision).next()).rejects.toEqual(
        refusal('BAD_USER_INPUT', 'afterRevision'),
      );
    });

    test('misses nothing while a server restarts', async () => {
      const [author, reader] = [await member('작가'), await member('독자')];
      const stream = follow(reader.here);
      await stream.next();
      await send(author.there, { text: '전' });
      const { revision } = await stream.change();
      const ended = stream.next().catch((error: unknown) => error);
      await here.stop();
      try {
        await ended;
        expect(reader.here.closeCodes.at(-1)).toBe(4444);
        if (there !== here) await send(author.there, { text: '동안' });
      } finally {
        await here.start();
      }
      await send(author.there, { text: '후' });
      const back = new ChatClient(here.socketUrl, reader.token);
      clients.push(back);
      const history = await back
        .subscribe(roomEvents, { roomId: room.id, afterRevision: revision })
        .next();
      expect(history.messages.map(({ text }) => text)).toEqual(
        there === here ? ['후'] : ['동안', '후'],
      );
    });
  });

  describe('listening', () => {
    test('needs no membership in a public room, and does in a private one', async () => {
      const visitor = await signIn();
      expect(await follow(visitor.here).next()).toMatchObject({ __typename: 'History' });
      const closed = await createRoom(payload, { kind: 'private' });
      const stream = visitor.here.subscribe(roomEvents, { roomId: closed.id });
      await expect(stream.next()).rejects.toEqual(refusal('NOT_FOUND', 'roomId'));
    });

    test('ends when somebody leaves, even in a quiet room', async () => {
      const [one, other] = [await member('하나'), await member('둘')];
      const query = 'query ($id: ID!) { room(id: $id) { onlineCount } }';
      const online = async (): Promise<number> =>
        (await post(query, { id: room.id })).data.room.onlineCount;
      expect(await online()).toBe(0);
      const streams = [follow(one.here), follow(one.here), follow(other.here)];
      for (const stream of streams) await stream.next();
      expect(await online()).toBe(2);
      await streams[2]?.stop();
      await waitFor(async () => (await online()) === 1);
      await one.here.close();
      await waitFor(async () => (await online()) === 0);
    });
  });

  test('an anonymous room shows nothing that leads to an account', async () => {
    room = await createRoom(payload, { identityMode: 'anonymous' });
    const [author, reader] = [await member('진짜 이름'), await member('다른 이름')];
    const stream = follow(reader.there);
    await stream.next();
    await send(author.here, { text: '비밀' });
    const event = await stream.change();
    expect(event.message.author.name).not.toBe('');
    const query = `query ($id: ID!) {
      room(id: $id) {
        participants { edges { cursor node { id name avatarUrl } } }
        messages { edges { node { author { id name } } } }
        lastMessage { author { id name } }
      }
    }`;
    const { data } = await post(query, { id: room.id }, reader.token);
    const { participantId } = await membershipOf(author);
    const { email } = await payload.findByID({ collection: 'users', id: author.id });
    const seen = [...reader.here.frames, ...reader.there.frames, decodedCursors(data)].join('\n');
    for (const secret of [author.id, author.name, email]) expect(seen).not.toContain(secret);
    expect(seen).toContain(participantId);
  });

  if (processes === 1) {
    test('a client that does not read is sent away, and the others are served', async () => {
      const author = await member();
      const quick = follow(author.here);
      await quick.next();
      const slow = await ProtocolClient.connect(here.socketUrl, (await signIn('느린 독자')).token);
      slow.subscribe('1', roomEvents, { roomId: room.id });
      await slow.next('next');
      slow.socket.pause();

      const large = { text: '가'.repeat(4_000), payload: 'x'.repeat(8_000) };
      // Not who is online: who was sent away counts as there for a while, as they may be back at once.
      const subscriptions = (): number | undefined => here.usage?.subscriptions;
      const all = subscriptions() ?? 0;
      let sent = 0;
      // The operating system takes several megabytes before anything gathers here.
      while (subscriptions() === all && sent < 1_500) {
        await Promise.all(Array.from({ length: 25 }, () => send(author.here, large)));
        sent += 25;
        await quick.changes(25);
      }
      expect(subscriptions()).toBe(all - 1);
      // Told why, or cut off where it has not read on to where it would have been told.
      slow.socket.resume();
      expect([4442, 1006]).toContain(await slow.closed);
    });
  }

  if (processes === 2) {
    test('an outage of Redis delays messages, and loses none', async () => {
      const [author, reader] = [await member('작가'), await member('독자')];
      const stream = follow(reader.there);
      await stream.next();
      await redis?.kill();
      try {
        await sendAll(author.here, '끊긴 동안 하나', '끊긴 동안 둘');
        const during = await stream.changes(2);
        expect(during.map(({ revision }) => revision)).toEqual([3, 4]);
      } finally {
        await redis?.restart();
      }
      await sendAll(author.here, '다시');
      expect(await stream.change()).toMatchObject({ revision: 5, message: { text: '다시' } });
    });
  }

  test('what went wrong inside stays inside', async () => {
    const person = await member();
    const broken = await person.here
      .request(`query ($id: ID!) { room(id: $id) { ...Unknown } }`, { id: room.id })
      .catch((error: unknown) => error);
    expect(broken).toBeInstanceOf(RequestError);
    expect(broken).toEqual(refusal('BAD_USER_INPUT'));
  });
}

/** An answer with its cursors opened, as a curious client would do. */
const decodedCursors = (answer: unknown): string =>
  JSON.stringify(answer, (_, value: unknown) =>
    typeof value === 'string' ? `${value} ${Buffer.from(value, 'base64url').toString()}` : value,
  );
