import type { ChatRoom } from '@coco-chat/collections';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { Arrangement, sendTo, type Person } from './testing/arrangement';
import type { ChatClient, Events, MessageData } from './testing/chat-client';
import { createRoom } from './testing/factories';
import type { TestDatabase } from './testing/payload';

const messageFields = `fragment MessageFields on Message {
  id seq revision text payload editedAt deletedAt author { name }
  reactions { emoji count participantIds } replyTo { id text deletedAt }
}`;
const editMessage = `${messageFields}
mutation ($id: ID!, $text: String!) { editMessage(id: $id, text: $text) { ...MessageFields } }`;
const deleteMessage = `${messageFields}
mutation ($id: ID!) { deleteMessage(id: $id) { ...MessageFields } }`;
const addReaction = `${messageFields}
mutation ($id: ID!, $emoji: String!) {
  addReaction(messageId: $id, emoji: $emoji) { ...MessageFields }
}`;
const removeReaction = `${messageFields}
mutation ($id: ID!, $emoji: String!) {
  removeReaction(messageId: $id, emoji: $emoji) { ...MessageFields }
}`;
const roomEvents = `${messageFields}
subscription ($roomId: ID!, $afterRevision: Int) {
  roomEvents(roomId: $roomId, afterRevision: $afterRevision) {
    __typename
    ... on History { revision messages { ...MessageFields } }
    ... on MessagePosted { revision message { ...MessageFields } }
    ... on MessageChanged { revision message { ...MessageFields } }
  }
}`;

/** What becomes of messages once they are posted, on one arrangement of processes. */
export function describeMessages(
  startDatabase: () => Promise<TestDatabase>,
  options: { processes: 1 | 2 },
): void {
  let chat: Arrangement;
  let room: ChatRoom;

  beforeAll(async () => {
    chat = await Arrangement.start(startDatabase, options);
  });
  afterAll(() => chat.stop());
  beforeEach(async () => {
    room = await createRoom(chat.payload);
  });
  afterEach(() => chat.disconnect());

  const send = (client: ChatClient, text: string, more: Record<string, unknown> = {}) =>
    sendTo(client, room.id, { text, ...more });
  const follow = async (client: ChatClient, afterRevision?: number): Promise<Events> => {
    const events = client.subscribe(roomEvents, { roomId: room.id, afterRevision });
    await events.next();
    return events;
  };
  const edit = async (client: ChatClient, { id }: MessageData, text: string) =>
    (await client.request(editMessage, { id, text })).editMessage;
  const remove = async (client: ChatClient, { id }: MessageData) =>
    (await client.request(deleteMessage, { id })).deleteMessage;
  const react = async (client: ChatClient, { id }: MessageData, emoji: string) =>
    (await client.request(addReaction, { id, emoji })).addReaction;
  const takeBack = async (client: ChatClient, { id }: MessageData, emoji: string) =>
    (await client.request(removeReaction, { id, emoji })).removeReaction;
  const moderator = (): Promise<Person> => chat.person('운영자', { roles: ['moderator'] });

  const refusal = (code: string, field?: string) =>
    expect.objectContaining({ extensions: { code, ...(field === undefined ? {} : { field }) } });
  const changed = (message: MessageData) => ({
    __typename: 'MessageChanged',
    revision: message.revision,
    message,
  });
  const revision = async (): Promise<number> =>
    (await chat.post('query ($id: ID!) { room(id: $id) { revision } }', { id: room.id })).data.room
      .revision;
  const stored = ({ id }: MessageData) =>
    chat.payload.findByID({ collection: 'chat-messages', id, depth: 0 });
  const auditLines = async ({ id }: MessageData) =>
    (
      await chat.payload.find({
        collection: 'audit-log',
        where: { targetId: { equals: id } },
        depth: 0,
      })
    ).docs;

  test('what becomes of a message reaches everybody, in order, on every process', async () => {
    const [author, reader] = [await chat.member(room, '작가'), await chat.member(room, '독자')];
    const streams = [await follow(author.here), await follow(reader.there)];
    const first = await send(author.here, '처음');
    const reply = await send(reader.there, '답장', { replyToId: first.id });
    const edited = await edit(author.there, first, '  고친 글\r\n');
    const reacted = await react(reader.here, first, '👍');
    const back = await takeBack(reader.there, first, '👍');
    const { data } = await chat.post(deleteMessage, { id: first.id }, author.token);
    const deleted = data.deleteMessage;

    const { participantId } = await chat.membership(room, reader);
    expect(edited).toMatchObject({ text: '고친 글', revision: 3, editedAt: expect.any(String) });
    expect(reacted.reactions).toEqual([{ emoji: '👍', count: 1, participantIds: [participantId] }]);
    expect(back.reactions).toEqual([]);
    expect(deleted).toMatchObject({ text: null, seq: 1, deletedAt: expect.any(String) });
    for (const stream of streams) {
      const events = await stream.changes(6);
      expect(events.map((event) => event.revision)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(events.slice(2)).toEqual([edited, reacted, back, deleted].map(changed));
    }
    const history = author.here.subscribe(roomEvents, { roomId: room.id, afterRevision: 1 });
    const { messages } = await history.next();
    expect(messages).toMatchObject([
      { seq: 1, text: null, author: { name: '작가' }, reactions: [] },
      { id: reply.id, text: '답장', replyTo: { id: first.id, text: null } },
    ]);
    expect(messages[1]?.replyTo?.deletedAt).toBe(deleted.deletedAt);
  });

  describe('editing', () => {
    test('keeps who and when, and the same text changes nothing', async () => {
      const author = await chat.member(room);
      const message = await send(author.here, '하나');
      const edited = await edit(author.here, message, '둘');
      expect(await edit(author.there, message, '둘')).toEqual(edited);
      expect(await revision()).toBe(2);
      expect(await stored(message)).toMatchObject({
        text: '둘',
        createdBy: author.id,
        editedBy: author.id,
        editedAt: edited.editedAt,
      });
    });

    test.each([
      [' \n', 'BAD_USER_INPUT', 'text'],
      ['a'.repeat(4_001), 'BAD_USER_INPUT', 'text'],
      ['a\u0007', 'BAD_USER_INPUT', 'text'],
    ])('to %j is refused', async (text, code, field) => {
      const author = await chat.member(room);
      const message = await send(author.here, '하나');
      await expect(edit(author.here, message, text)).rejects.toEqual(refusal(code, field));
      expect(await revision()).toBe(1);
    });

    test('is for the author, in time, where they may write', async () => {
      const author = await chat.member(room, '작가');
      const message = await send(author.here, '하나');
      const other = await chat.member(room, '독자');
      await expect(edit(other.here, message, '둘')).rejects.toEqual(refusal('FORBIDDEN'));
      await expect(edit((await moderator()).here, message, '둘')).rejects.toEqual(
        refusal('FORBIDDEN'),
      );
      await expect(edit(author.here, { ...message, id: 'nothing' }, '둘')).rejects.toEqual(
        refusal('NOT_FOUND', 'id'),
      );
      const anybody = await chat.post(editMessage, { id: message.id, text: '둘' });
      expect(anybody.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');

      const setRoom = (data: Partial<ChatRoom>) =>
        chat.payload.update({ collection: 'chat-rooms', id: room.id, data });
      await setRoom({ editWindowSeconds: 0 });
      await expect(edit(author.here, message, '둘')).rejects.toEqual(refusal('FORBIDDEN'));
      await setRoom({ editWindowSeconds: null });
      expect((await edit(author.here, message, '둘')).text).toBe('둘');
      await setRoom({ isArchived: true });
      await expect(edit(author.here, message, '셋')).rejects.toEqual(refusal('FORBIDDEN'));
    });
  });

  describe('deleting', () => {
    test('again is answered with the message, and changes nothing', async () => {
      const author = await chat.member(room);
      const message = await send(author.here, '하나');
      await react(author.here, message, '🎉');
      const deleted = await remove(author.here, message);
      expect(deleted).toMatchObject({ text: null, reactions: [], revision: 3 });
      expect(await remove(author.there, message)).toEqual(deleted);
      expect(await revision()).toBe(3);
      expect(await stored(message)).toMatchObject({
        deletedBy: author.id,
        deletedAt: deleted.deletedAt,
      });
      await expect(edit(author.here, message, '둘')).rejects.toEqual(refusal('CONFLICT', 'id'));
      const gone = refusal('CONFLICT', 'messageId');
      await expect(react(author.here, message, '👍')).rejects.toEqual(gone);
      await expect(takeBack(author.here, message, '🎉')).rejects.toEqual(gone);
    });

    test('by a moderator hides, and is audited', async () => {
      const author = await chat.member(room);
      const message = await send(author.here, '비밀스러운 나쁜 말', { payload: { a: 1 } });
      const stream = await follow(author.there);
      const hiding = await moderator();
      const hidden = await remove(hiding.here, message);
      expect(hidden).toMatchObject({ text: null, payload: null, deletedAt: null, revision: 2 });
      expect(await stream.change()).toEqual(changed(hidden));
      expect(await remove(hiding.there, message)).toEqual(hidden);
      expect(await stored(message)).toMatchObject({
        hiddenBy: hiding.id,
        text: '비밀스러운 나쁜 말',
      });
      const lines = await auditLines(message);
      expect(lines).toMatchObject([
        { action: 'message.hidden', actor: hiding.id, details: { room: room.id } },
      ]);
      expect(JSON.stringify(lines)).not.toContain('비밀');
      await expect(edit(author.here, message, '둘')).rejects.toEqual(refusal('CONFLICT', 'id'));
    });

    test('is for the author in time, muted or not, and for moderators at any time', async () => {
      const [author, owner] = [await chat.member(room, '작가'), await chat.member(room, '방장')];
      const { id } = await chat.membership(room, owner);
      await chat.payload.update({ collection: 'chat-memberships', id, data: { role: 'owner' } });
      const [one, two, three] = [
        await send(author.here, '1'),
        await send(author.here, '2'),
        await send(owner.here, '3'),
      ];
      await expect(remove(author.here, three)).rejects.toEqual(refusal('FORBIDDEN'));
      const mutedUntil = new Date(Date.now() + 60_000).toISOString();
      await chat.payload.update({
        collection: 'chat-memberships',
        id: (await chat.membership(room, author)).id,
        data: { mutedUntil },
      });
      await expect(edit(author.here, one, '!')).rejects.toEqual(refusal('FORBIDDEN'));
      await expect(react(author.here, one, '👍')).rejects.toEqual(refusal('FORBIDDEN'));
      expect((await remove(author.here, one)).deletedAt).not.toBeNull();
      await chat.payload.update({
        collection: 'chat-rooms',
        id: room.id,
        data: { deleteWindowSeconds: 0 },
      });
      await expect(remove(author.here, two)).rejects.toEqual(refusal('FORBIDDEN'));
      expect(await remove(author.here, one)).toMatchObject({ text: null });
      expect(await remove(owner.here, two)).toMatchObject({ text: null, deletedAt: null });
    });
  });

  test('mentions name members, and follow the text', async () => {
    const [author, other] = [await chat.member(room, '작가'), await chat.member(room, '독자')];
    const fields = 'id mentions { id name }';
    const sendText = (text: string) => sendTo(author.here, room.id, { text }, fields);
    const message = await sendText('@독자님, a@b.com 으로 @나그네 @작가');
    const [own, reader] = await Promise.all(
      [author, other].map(async (person) => ({
        id: (await chat.membership(room, person)).participantId,
        name: person.name,
      })),
    );
    expect(message.mentions).toHaveLength(2);
    expect(message.mentions).toEqual(expect.arrayContaining([own, reader]));
    expect((await sendText('a@b.com')).mentions).toEqual([]);
    const mutation = `mutation ($id: ID!, $text: String!) {
      editMessage(id: $id, text: $text) { ${fields} }
    }`;
    const { editMessage: edited } = await author.there.request(mutation, {
      id: message.id,
      text: '@독자 만',
    });
    expect(edited.mentions).toEqual([reader]);
    await remove(author.here, message);
    const { data } = await chat.post(`query ($id: ID!) { message(id: $id) { ${fields} } }`, {
      id: message.id,
    });
    expect(data.message.mentions).toEqual([]);
  });

  describe('reacting', () => {
    test('counts each person once for an emoji, however it is written', async () => {
      const [one, other] = [await chat.member(room, '하나'), await chat.member(room, '둘')];
      const message = await send(one.here, '좋은 소식');
      await react(one.here, message, '❤');
      const both = await react(other.there, message, '❤️');
      expect(both.reactions).toMatchObject([{ emoji: '❤️', count: 2 }]);
      expect(await react(one.there, message, '❤️')).toEqual(both);
      expect(await revision()).toBe(3);
      expect(await takeBack(one.here, message, '👍')).toEqual(both);
      const left = await takeBack(one.here, message, '❤');
      expect(left.reactions).toMatchObject([{ emoji: '❤️', count: 1 }]);
      await expect(react(one.here, message, 'ok')).rejects.toEqual(
        refusal('BAD_USER_INPUT', 'emoji'),
      );
      await expect(react(one.here, { ...message, id: 'nothing' }, '👍')).rejects.toEqual(
        refusal('NOT_FOUND', 'messageId'),
      );
      const stranger = await chat.person('나그네');
      await expect(react(stranger.here, message, '👍')).rejects.toEqual(refusal('FORBIDDEN'));
    });

    test('of many at once loses nobody, and leaves no hole', async () => {
      const people = await Promise.all(
        ['하나', '둘', '셋', '넷'].map((name) => chat.member(room, name)),
      );
      const [author] = people;
      if (!author) throw new Error('Nobody is here');
      const message = await send(author.here, '좋은 소식');
      const stream = await follow(author.there);
      const emoji = ['👍', '🎉', '😀'];
      await Promise.all(
        people.flatMap((person, index) =>
          emoji.map((one) => react(index % 2 ? person.here : person.there, message, one)),
        ),
      );
      const events = await stream.changes(12);
      expect(events.map((event) => event.revision)).toEqual(
        Array.from({ length: 12 }, (_, index) => 2 + index),
      );
      const { reactions } = events[11]?.message ?? message;
      expect(reactions.map(({ count, participantIds }) => [count, participantIds.length])).toEqual([
        [4, 4],
        [4, 4],
        [4, 4],
      ]);
    });
  });

  test('an edit and a hide at once are both kept, in either order', async () => {
    const [author, hiding] = [await chat.member(room), await moderator()];
    const stream = await follow(author.there);
    const messages: MessageData[] = [];
    for (let count = 0; count < 10; count += 1) messages.push(await send(author.here, '하나'));
    await stream.changes(10);
    const outcomes = await Promise.all(
      messages.map(async (message) => {
        const [edited] = await Promise.allSettled([
          edit(author.here, message, '둘'),
          remove(hiding.there, message),
        ]);
        return edited.status;
      }),
    );
    const isEdited = outcomes.map((status) => status === 'fulfilled');
    const documents = await Promise.all(messages.map(stored));
    expect(documents.map(({ hiddenAt, text }) => [Boolean(hiddenAt), text])).toEqual(
      isEdited.map((edited) => [true, edited ? '둘' : '하나']),
    );
    const changes = 10 + isEdited.filter(Boolean).length;
    expect((await stream.changes(changes)).map((event) => event.revision)).toEqual(
      Array.from({ length: changes }, (_, index) => 11 + index),
    );
    expect(await revision()).toBe(10 + changes);
  });
}
