import { randomUUID } from 'node:crypto';

import type { ChatRoom } from '@coco-chat/collections';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';

import { createStores } from './store/create-stores';
import { Arrangement, sendTo, type Person } from './testing/arrangement';
import type { ChatClient, InboxData } from './testing/chat-client';
import { createRoom, newMessage } from './testing/factories';
import type { TestDatabase } from './testing/payload';

const inbox = 'subscription { inbox { roomId unreadCount mentionsViewer lastMessage { text } } }';
const markRead =
  'mutation ($roomId: ID!, $seq: Int!) { markRead(roomId: $roomId, seq: $seq) { lastReadSeq } }';
const joinRoom = 'mutation ($roomId: ID!) { joinRoom(roomId: $roomId) { id } }';
const leaveRoom = 'mutation ($roomId: ID!) { leaveRoom(roomId: $roomId) }';
const muteParticipant = `mutation ($roomId: ID!, $participantId: ID!, $until: DateTime!) {
  muteParticipant(roomId: $roomId, participantId: $participantId, until: $until)
}`;
const actOn = (act: string) => `mutation ($roomId: ID!, $participantId: ID!) {
  ${act}(roomId: $roomId, participantId: $participantId)
}`;
const setModerator = `mutation ($roomId: ID!, $participantId: ID!) {
  setMembershipRole(roomId: $roomId, participantId: $participantId, role: MODERATOR) { role }
}`;

/** What people learn of their rooms without looking into them, on one arrangement of processes. */
export function describeInbox(
  startDatabase: () => Promise<TestDatabase>,
  options: { processes: 1 | 2 },
): void {
  let chat: Arrangement;
  let room: ChatRoom;
  let author: Person;
  let reader: Person;

  beforeAll(async () => {
    chat = await Arrangement.start(startDatabase, options);
  });
  afterAll(() => chat.stop());
  beforeEach(async () => {
    room = await createRoom(chat.payload);
    author = await newMember(room, '작가');
    // Somebody new, who has nothing unread from elsewhere.
    reader = await newMember(room, `독자 ${room.id}`);
  });
  afterEach(() => chat.disconnect());

  const newMember = async ({ id: roomId }: { id: string }, name: string): Promise<Person> => {
    const person = await chat.person(name);
    await person.here.request(joinRoom, { roomId });
    return person;
  };
  const open = (client: ChatClient): (() => Promise<InboxData>) => {
    const events = client.subscribe(inbox);
    return async () => (await events.nextData()).inbox;
  };
  const say = (text: string, inRoom = room) => sendTo(author.here, inRoom.id, { text });
  const state = (unreadCount: number, text: string, more: Partial<InboxData> = {}) => ({
    roomId: room.id,
    unreadCount,
    mentionsViewer: false,
    lastMessage: { text },
    ...more,
  });
  /** The events up to one that is like this; there may be fewer than messages. */
  const until = async (next: () => Promise<InboxData>, expected: unknown): Promise<number> => {
    for (let events = 1; ; events += 1) {
      const event = await next();
      try {
        expect(event).toEqual(expected);
        return events;
      } catch (error) {
        if (events >= 50) throw error;
      }
    }
  };

  test('begins with what is unread, and goes on with what is new', async () => {
    await say('하나');
    const next = open(reader.there);
    expect(await next()).toEqual(state(1, '하나'));
    await say('둘');
    expect(await next()).toEqual(state(2, '둘'));
  });

  test('follows what is read in another tab', async () => {
    await say('하나');
    const tabs = [open(reader.here), open(reader.there)];
    for (const next of tabs) expect(await next()).toEqual(state(1, '하나'));
    await reader.here.request(markRead, { roomId: room.id, seq: 1 });
    for (const next of tabs) expect(await next()).toEqual(state(0, '하나'));
    await say('둘');
    for (const next of tabs) expect(await next()).toEqual(state(1, '둘'));
    // Who writes has read.
    await sendTo(reader.here, room.id, { text: '답' });
    for (const next of tabs) expect(await next()).toEqual(state(0, '답'));
  });

  test('is not told of one’s own messages', async () => {
    await say('하나');
    const next = open(reader.there);
    await next();
    await reader.here.request(markRead, { roomId: room.id, seq: 1 });
    expect(await next()).toEqual(state(0, '하나'));
    await sendTo(reader.here, room.id, { text: '혼잣말' });
    await say('둘');
    expect(await until(next, state(1, '둘'))).toBe(1);
  });

  test('gathers what a busy room says, and never loses the last', async () => {
    await say('처음');
    const next = open(reader.there);
    await next();
    const started = performance.now();
    for (let index = 0; index < 40; index += 1) await say(`${index}`);
    const events = await until(next, state(41, '39'));
    const seconds = (performance.now() - started) / 1_000;
    expect(events).toBeLessThanOrEqual(seconds + 2);
  });

  test('hears of rooms joined meanwhile, and no more of those left', async () => {
    await say('처음');
    const next = open(reader.there);
    await next();
    const other = await createRoom(chat.payload);
    await sendTo((await newMember(other, '작가')).here, other.id, { text: '전에' });
    await newMember(other, reader.name);
    await reader.here.request(leaveRoom, { roomId: room.id });
    await say('떠난 뒤');
    await say('나중', other);
    expect(await next()).toEqual({ ...state(1, '나중'), roomId: other.id });
  });

  test('says when one is mentioned, until it is read', async () => {
    await say('처음');
    const next = open(reader.there);
    await next();
    const stores = await createStores(chat.payload);
    const [one, other] = [await chat.membership(room, author), await chat.membership(room, reader)];
    const writer = { id: one.id, roomId: room.id, userId: author.id };
    await stores.messages.post([newMessage(writer, { mentions: [other.participantId] })]);
    await stores.close();
    await say('다음');
    expect(await next()).toMatchObject({ unreadCount: 3, mentionsViewer: true });
    await reader.here.request(markRead, { roomId: room.id, seq: 2 });
    expect(await next()).toEqual(state(1, '다음'));
  });

  test('says nothing of a mention by somebody whom one has blocked', async () => {
    const target = {
      roomId: room.id,
      participantId: (await chat.membership(room, author)).participantId,
    };
    await reader.there.request(actOn('blockParticipant'), target);
    await say(`@${reader.name} 여기 봐요`);
    const next = open(reader.there);
    expect(await next()).toMatchObject({ unreadCount: 1, mentionsViewer: false });
    await sendTo((await newMember(room, '다른 사람')).here, room.id, { text: `@${reader.name}` });
    expect(await next()).toMatchObject({ unreadCount: 2, mentionsViewer: true });
    await reader.there.request(markRead, { roomId: room.id, seq: 2 });
    expect(await next()).toMatchObject({ unreadCount: 0, mentionsViewer: false });
    await reader.there.request(actOn('unblockParticipant'), target);
    await say(`@${reader.name} 다시`);
    expect(await next()).toMatchObject({ unreadCount: 1, mentionsViewer: true });
  });

  test('says when one is muted, may write again, or has another role', async () => {
    const owner = await chat.person(`방장 ${room.id}`);
    await chat.payload.create({
      collection: 'chat-memberships',
      data: {
        ...{ room: room.id, user: owner.id, participantId: randomUUID(), role: 'owner' },
        ...{ lastReadSeq: 0, joinedAt: new Date().toISOString() },
      },
    });
    await say('처음');
    const events = reader.there.subscribe(
      'subscription { inbox { roomId unreadCount membership { role mutedUntil } } }',
    );
    const next = async () => (await events.nextData()).inbox;
    const standing = (role: string, mutedUntil: string | null) => ({
      ...{ roomId: room.id, unreadCount: 1, membership: { role, mutedUntil } },
    });
    expect(await next()).toEqual(standing('MEMBER', null));
    const target = {
      roomId: room.id,
      participantId: (await chat.membership(room, reader)).participantId,
    };
    const until = new Date(Date.now() + 60_000).toISOString();
    await owner.here.request(muteParticipant, { ...target, until });
    expect(await next()).toEqual(standing('MEMBER', until));
    await owner.here.request(actOn('unmuteParticipant'), target);
    expect(await next()).toEqual(standing('MEMBER', null));
    await owner.here.request(setModerator, target);
    expect(await next()).toEqual(standing('MODERATOR', null));
  });

  test('is not for people who did not sign in', async () => {
    const { errors } = await chat.post(inbox);
    expect(errors).toHaveLength(1);
  });
}
