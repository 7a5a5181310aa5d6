import { randomUUID } from 'node:crypto';

import { MongoClient, ObjectId, type Document } from 'mongodb';

import { blockSize } from '../search-blocks';
import { indexTerms } from '../search-terms';
import type { Crowd } from './crowd';

/** How many of everything there are: enough that MongoDB chooses its plans as it does on a large site. */
const size = 1_000;

const minute = 60 * 1000;

/**
 * A site that has been used for long, written past every API: each collection that grows has a
 * thousand documents or more, most of them of other people and other rooms than those of a test.
 */
export async function createMongoCrowd(uri: string): Promise<Crowd> {
  const client = await MongoClient.connect(uri);
  try {
    const db = client.db();
    const start = Date.now() - 365 * 24 * 60 * minute;
    const at = (index: number): Date => new Date(start + index * minute);
    const ids = Array.from({ length: size }, () => ({
      user: new ObjectId(),
      room: new ObjectId(),
      message: new ObjectId(),
      membership: new ObjectId(),
      session: new ObjectId(),
    }));
    const [large, secret] = [new ObjectId(), new ObjectId()];
    const insert = async (
      name: string,
      make: (own: (typeof ids)[number], index: number, next: (typeof ids)[number]) => Document[],
    ): Promise<void> => {
      const documents = ids.flatMap((own, index) => {
        const next = ids[(index + 1) % size] ?? own;
        const times = { createdAt: at(index), updatedAt: at(index), __v: 0 };
        return make(own, index, next).map((document) => ({ ...times, ...document }));
      });
      await db.collection(name).insertMany(documents, { ordered: false });
    };
    const roomOf = (index: number): Document => ({
      title: `방 ${index}`,
      topic: `이야기 ${index}`,
      slug: `crowd-${index}`,
      kind: (['public', 'private', 'public', 'random'] as const)[index % 4],
      identityMode: index % 4 === 3 ? 'anonymous' : 'real',
      isArchived: index % 4 === 3,
      slowModeSeconds: 0,
    });
    const text = (index: number): string => `사람들이 하는 말 ${index}`;
    const messageOf = (room: ObjectId, seq: number, own: (typeof ids)[number]): Document => ({
      room,
      seq,
      revision: seq,
      kind: 'text',
      text: text(seq),
      author: own.user,
      createdBy: own.user,
      membership: own.membership,
      clientMessageId: randomUUID(),
      ...(seq % 10 === 0 ? { mentions: [randomUUID()] } : {}),
    });
    const memberOf = (room: ObjectId, own: (typeof ids)[number], index: number): Document => ({
      room,
      user: own.user,
      participantId: randomUUID(),
      role: 'member',
      lastReadSeq: 0,
      joinedAt: at(index),
      ...(room === secret ? { alias: `별명 ${index}` } : {}),
      ...(index % 300 === 0 ? { bannedAt: at(index), leftAt: at(index) } : {}),
    });

    await insert('users', ({ user }, index) => [
      {
        _id: user,
        email: `crowd-${index}@example.org`,
        displayName: `사람 ${index}`,
        roles: [index % 2 === 0 ? 'member' : 'guest'],
        locale: 'ko',
        sessions: [],
        ...(index % 2 === 0 ? {} : { guestUntil: at(index) }),
        ...(index % 2 === 0 ? { resetPasswordToken: randomUUID(), apiKeyIndex: randomUUID() } : {}),
      },
    ]);
    await insert('chat-rooms', ({ room }, index) => [{ _id: room, ...roomOf(index) }]);
    for (const [_id, identityMode] of [
      [large, 'real'],
      [secret, 'anonymous'],
    ] as const) {
      const slug = `crowd-${identityMode}`;
      const kept = { ...roomOf(0), _id, slug, identityMode, createdAt: at(0), updatedAt: at(0) };
      await db.collection('chat-rooms').insertOne(kept);
      const counters = { lastSeq: size, revision: size, memberCount: size, __v: 0 };
      await db.collection('chat-room-counters').insertOne({ _id, ...counters });
    }
    await insert('chat-room-counters', ({ room }) => [
      { _id: room, lastSeq: 1, revision: 1, memberCount: 1 },
    ]);
    await insert('chat-messages', (own, index) => [
      { _id: own.message, ...messageOf(own.room, 1, own) },
      messageOf(large, index + 1, own),
      messageOf(secret, index + 1, own),
    ]);
    await insert('chat-memberships', (own, index) => [
      { _id: own.membership, ...memberOf(own.room, own, index), role: 'owner' },
      memberOf(large, own, index),
      memberOf(secret, own, index),
    ]);
    // As if everybody had edited what they wrote; of the large room, the oldest half is indexed.
    const half = size / 2 - ((size / 2) % blockSize);
    await insert('chat-search-entries', (own, index) => [
      { _id: own.message, room: own.room, last: 1, terms: indexTerms(text(1)) },
      ...((index + 1) % blockSize === 0 && index < half
        ? [{ room: large, last: index + 1, terms: indexTerms(text(index + 1)) }]
        : []),
    ]);
    await db
      .collection<{ _id: ObjectId; indexedTo: number }>('chat-search-progress')
      .insertMany([
        ...ids.map(({ room }) => ({ _id: room, indexedTo: 0 })),
        { _id: large, indexedTo: half },
      ]);
    await insert('chat-invites', ({ room, user }, index) => [
      { room, codeHash: randomUUID(), createdBy: user, expiresAt: at(index), usesLeft: 1 },
    ]);
    await insert('chat-attachments', ({ message, room, user }, index) => [
      {
        room,
        owner: user,
        message: index % 5 === 0 ? null : message,
        filename: `${randomUUID()}.txt`,
        originalName: 'note.txt',
        mimeType: 'text/plain',
        filesize: 6,
      },
    ]);
    await insert('random-sessions', ({ room, session, user }, index, next) => [
      {
        _id: session,
        room,
        participantA: user,
        participantB: next.user,
        state: 'ended',
        startedAt: at(index),
        endedAt: at(index + 1),
        endReason: 'left',
        waitMsA: 1,
        waitMsB: 1,
      },
    ]);
    await insert('random-seats', ({ session, user }) => [{ user, session }]);
    await insert('random-consents', ({ user }, index) => [
      { user, version: '1', acceptedAt: at(index) },
    ]);
    await insert('random-holds', ({ user }, index) => [
      { account: user, until: at(index), reporters: 3, number: 1, ...lifted(index, at) },
    ]);
    await insert('sanctions', ({ room, user }, index) => [
      {
        account: user,
        kind: 'mute',
        until: at(index),
        ...(index % 2 ? { room } : {}),
        ...lifted(index, at),
      },
    ]);
    await insert('reports', ({ membership, message, room, user }, index, next) => [
      {
        state: index % 2 ? 'resolved' : 'open',
        reason: 'spam',
        room,
        message,
        reported: user,
        participant: membership,
        reporter: next.user,
        ...(index % 2 ? { handledAt: at(index) } : {}),
      },
    ]);
    await insert('user-blocks', ({ user }, _index, next) => [
      { blocker: user, blocked: next.user, scope: 'real' },
    ]);
    await insert('audit-log', ({ room, user }) => [
      {
        actor: user,
        action: 'room.created',
        targetCollection: 'chat-rooms',
        targetId: room.toHexString(),
      },
    ]);
    await insert('payload-preferences', ({ user }) => [
      { key: 'collection-reports', user: { relationTo: 'users', value: user }, value: {} },
    ]);
    return { roomId: large.toHexString(), anonymousRoomId: secret.toHexString() };
  } finally {
    await client.close();
  }
}

const lifted = (index: number, at: (index: number) => Date): Document =>
  index % 2 === 0 ? { liftedAt: at(index + 1) } : {};
