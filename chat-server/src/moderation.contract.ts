import type { ChatMessage, ChatRoom, User } from '@coco-chat/collections';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { Arrangement, sendTo, type Person } from './testing/arrangement';
import type { Events, MessageData } from './testing/chat-client';
import { createRoom } from './testing/factories';
import type { TestDatabase } from './testing/payload';

const roomEvents = `fragment MessageFields on Message { id revision text editedAt }
subscription ($roomId: ID!) {
  roomEvents(roomId: $roomId) {
    __typename
    ... on History { revision }
    ... on MessagePosted { revision message { ...MessageFields } }
    ... on MessageChanged { revision message { ...MessageFields } }
    ... on RoomChanged { revision room { title isArchived slowModeSeconds revision } }
  }
}`;

/** What moderators do in the admin panel, as those in the chat see it. */
export function describeModeration(
  startDatabase: () => Promise<TestDatabase>,
  options: { processes: 1 | 2 },
): void {
  let chat: Arrangement;
  let room: ChatRoom;
  let author: Person;
  let moderator: Person;
  let user: User;
  let stream: Events;

  beforeAll(async () => {
    chat = await Arrangement.start(startDatabase, options);
  });
  afterAll(() => chat.stop());
  beforeEach(async () => {
    room = await createRoom(chat.payload);
    author = await chat.member(room, '작가');
    moderator = await chat.person('운영자', { roles: ['moderator'] });
    user = await chat.cms.findByID({ collection: 'users', id: moderator.id });
    stream = author.there.subscribe(roomEvents, { roomId: room.id });
    await stream.next();
  });
  afterEach(() => chat.disconnect());

  const send = async (text: string): Promise<MessageData> => {
    const message = await sendTo(author.here, room.id, { text });
    await stream.changes(1);
    return message;
  };
  /** As the panel's form is sent: the document as it was opened, with what was changed in it. */
  const open = ({ id }: MessageData): Promise<ChatMessage> =>
    chat.cms.findByID({ collection: 'chat-messages', id, depth: 0 });
  const save = (opened: ChatMessage, change: Partial<ChatMessage>) =>
    chat.cms.update({
      collection: 'chat-messages',
      id: opened.id,
      data: { ...opened, ...change },
      depth: 0,
      user: { ...user, collection: 'users' },
      overrideAccess: false,
    });
  const saveRoom = (data: Partial<ChatRoom>) =>
    chat.cms.update({
      collection: 'chat-rooms',
      id: room.id,
      data,
      user: { ...user, collection: 'users' },
      overrideAccess: false,
    });
  const auditOf = async (id: string) => {
    const { docs } = await chat.payload.find({
      collection: 'audit-log',
      where: { targetId: { equals: id } },
      sort: 'createdAt',
      depth: 0,
    });
    return docs.map(({ action, actor }) => [action, actor]);
  };

  test('an edit reaches those who listen, and is the moderator’s', async () => {
    const message = await send('거친 말');
    const saved = await save(await open(message), { text: ' 고운 말\r\n' });
    expect(saved).toMatchObject({ text: '고운 말', revision: 2, editedBy: moderator.id });
    expect(await stream.change()).toMatchObject({
      __typename: 'MessageChanged',
      revision: 2,
      message: { id: message.id, text: '고운 말', editedAt: saved.editedAt },
    });
    const lines = await auditOf(message.id);
    expect(lines).toEqual([['message.edited', moderator.id]]);
  });

  test('a message is hidden and shown again', async () => {
    const message = await send('비밀');
    const hidden = await save(await open(message), { isHidden: true });
    expect(hidden).toMatchObject({ isHidden: true, hiddenBy: moderator.id, text: '비밀' });
    const [hiding] = await stream.changes(1);
    expect(hiding).toMatchObject({ revision: 2, message: { text: null } });
    const shown = await save(hidden, { isHidden: false });
    expect([shown.isHidden, shown.hiddenAt ?? null, shown.hiddenBy ?? null]).toEqual([
      false,
      null,
      null,
    ]);
    expect(await stream.change()).toMatchObject({ revision: 3, message: { text: '비밀' } });
    expect(await auditOf(message.id)).toEqual([
      ['message.hidden', moderator.id],
      ['message.shown', moderator.id],
    ]);
  });

  test('nothing else can be changed, and what is the same changes nothing', async () => {
    const message = await send('글');
    const opened = await open(message);
    const other = await chat.person('남');
    const saved = await save(opened, {
      ...{ seq: 7, revision: 9, author: other.id, createdBy: other.id, userAgent: 'forged' },
      ...{ hiddenAt: new Date().toISOString(), kind: 'system', reactions: ['x'] },
    });
    expect(saved).toEqual(opened);
    expect(await auditOf(message.id)).toEqual([]);
    const next = await send('다음');
    expect(next.revision).toBe(2);
  });

  test('what people do while the form is open is kept', async () => {
    const message = await send('글');
    const opened = await open(message);
    await author.here.request(
      'mutation ($id: ID!) { addReaction(messageId: $id, emoji: "👍") { id } }',
      { id: message.id },
    );
    await author.here.request(
      'mutation ($id: ID!) { editMessage(id: $id, text: "새 글") { id } }',
      {
        id: message.id,
      },
    );
    await expect(save(opened, { text: '옛 글에서' })).rejects.toMatchObject({ status: 409 });
    await expect(save(opened, { isHidden: true })).rejects.toMatchObject({ status: 409 });
    const reopened = await open(message);
    await author.here.request(
      'mutation ($id: ID!) { addReaction(messageId: $id, emoji: "🎉") { id } }',
      { id: message.id },
    );
    const saved = await save(reopened, { isHidden: true });
    expect(saved).toMatchObject({ text: '새 글', isHidden: true });
    expect(saved.reactions).toMatchObject([{ emoji: '👍' }, { emoji: '🎉' }]);
    const revisions = (await stream.changes(4)).map((event) => event.revision);
    expect(revisions).toEqual([2, 3, 4, 5]);
  });

  test.each(['', ' \n', 'a'.repeat(4_001), 'a\u0007'])('the text %j is refused', async (text) => {
    const message = await send('글');
    await expect(save(await open(message), { text })).rejects.toMatchObject({
      status: 400,
      data: { errors: [{ path: 'text' }] },
    });
    expect(await open(message)).toMatchObject({ text: '글', revision: 1 });
  });

  test('a message that its author deleted stays so', async () => {
    const message = await send('글');
    await author.here.request('mutation ($id: ID!) { deleteMessage(id: $id) { id } }', {
      id: message.id,
    });
    await expect(save(await open(message), { text: '다시' })).rejects.toMatchObject({
      status: 409,
    });
  });

  test('a member can change nothing there', async () => {
    const message = await send('글');
    await expect(
      chat.cms.update({
        collection: 'chat-messages',
        id: message.id,
        data: { text: '내가' },
        user: { ...user, id: author.id, roles: ['member'], collection: 'users' },
        overrideAccess: false,
      }),
    ).rejects.toMatchObject({ status: 403 });
  });

  describe('a room', () => {
    test('that is changed is announced once, with what can be read then', async () => {
      await saveRoom({ title: '새 이름', slowModeSeconds: 30 });
      await saveRoom({ isArchived: true });
      const [renamed, archived] = await stream.changes(2);
      expect(renamed).toMatchObject({
        __typename: 'RoomChanged',
        revision: 1,
        room: { title: '새 이름', slowModeSeconds: 30 },
      });
      expect(archived).toMatchObject({
        revision: 2,
        room: { isArchived: true, revision: 2 },
      });
    });

    test('that is saved as it was is not', async () => {
      await saveRoom({ title: room.title });
      const message = await send('글');
      expect(message.revision).toBe(1);
    });
  });
}
