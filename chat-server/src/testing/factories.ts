import { randomUUID } from 'node:crypto';

import type { ChatRoom, User } from '@coco-chat/collections';
import type { Payload } from 'payload';

import type { MemberStore, StoredMembership } from '../store/member-store';
import type { NewMessage } from '../store/message-store';

export const testPassword = 'lantern-harbour-quiet-19';

/** Somebody who can log in with {@link testPassword}; hashing it takes 0.1 s. */
export const createAccount = (payload: Payload, data: Partial<User> = {}): Promise<User> =>
  payload.create({
    collection: 'users',
    data: {
      email: `${randomUUID()}@example.org`,
      password: testPassword,
      displayName: '하늘',
      roles: ['member'],
      locale: 'ko',
      ...data,
    },
  });

/** Somebody to write about, without a password. */
export const createPerson = (payload: Payload, displayName = '하늘'): Promise<User> =>
  payload.db.create({
    collection: 'users',
    data: { email: `${randomUUID()}@example.org`, displayName, roles: ['member'], locale: 'ko' },
  });

export const createRoom = (payload: Payload, data: Partial<ChatRoom> = {}): Promise<ChatRoom> =>
  payload.create({
    collection: 'chat-rooms',
    data: {
      title: '라운지',
      slug: `room-${randomUUID()}`,
      kind: 'public',
      identityMode: 'real',
      isArchived: false,
      slowModeSeconds: 0,
      ...data,
    },
  });

/** A file that a member uploaded and has not posted. */
export async function createAttachment(
  payload: Payload,
  { roomId: room, userId: owner }: Pick<StoredMembership, 'roomId' | 'userId'>,
): Promise<string> {
  const data = Buffer.from('안녕');
  const { id } = await payload.create({
    collection: 'chat-attachments',
    data: { room, owner, originalName: 'note.txt' },
    file: { data, name: 'note.txt', mimetype: 'text/plain', size: data.byteLength },
  });
  return id;
}

export const createMember = async (
  members: MemberStore,
  roomId: string,
  userId: string,
): Promise<StoredMembership> => {
  const participantId = randomUUID();
  const joined = await members.join({
    roomId,
    userId,
    participantId,
    aliases: null,
    role: 'member',
  });
  if (!joined) throw new Error('Nobody became a member');
  return joined.membership;
};

export const newMessage = (
  {
    id: membershipId,
    roomId,
    userId: authorId,
  }: Pick<StoredMembership, 'id' | 'roomId' | 'userId'>,
  data: Partial<NewMessage> = {},
): NewMessage => ({
  roomId,
  membershipId,
  authorId,
  kind: 'text',
  text: '안녕하세요 👋',
  payload: null,
  clientMessageId: randomUUID(),
  replyToId: null,
  mentions: [],
  attachmentIds: [],
  addressHash: null,
  userAgent: null,
  ...data,
});
