import { ObjectId, type ClientSession, type Filter } from 'mongodb';

import {
  randomRoomTitle,
  type EndReason,
  type NewSession,
  type RandomStore,
  type SessionEnd,
  type StoredSession,
} from '../random-store';
import {
  available,
  isDuplicateKey,
  isObjectId,
  objectIds,
  type MongoConnection,
} from './connection';
import type { CountersDocument } from './counters-document';
import type { MembershipDocument } from './members';

interface SessionDocument {
  _id: ObjectId;
  room: ObjectId;
  participantA: ObjectId;
  participantB: ObjectId;
  state: 'active' | 'ended';
  sharedInterests?: string[];
  language?: string;
  waitMsA: number;
  waitMsB: number;
  startedAt: Date;
  endedAt?: Date | null;
  endReason?: EndReason | null;
  endedBy?: ObjectId | null;
  createdAt: Date;
  updatedAt: Date;
  __v: number;
}

interface SeatDocument {
  _id: ObjectId;
  user: ObjectId;
  session: ObjectId;
  createdAt: Date;
  updatedAt: Date;
  __v: number;
}

interface BlockDocument {
  _id: ObjectId;
  blocker: ObjectId;
  blocked: ObjectId;
}

export class MongoRandomStore implements RandomStore {
  readonly #connection: MongoConnection;

  constructor(connection: MongoConnection) {
    this.#connection = connection;
  }

  async start(session: NewSession): Promise<StoredSession | null> {
    try {
      return await this.#connection.transaction((transaction) => this.#start(session, transaction));
    } catch (error) {
      // Somebody has a seat: no other unique value here was made by anybody else.
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  async #start(
    { editWindowSeconds, language, members, sharedInterests, slug }: NewSession,
    session: ClientSession,
  ): Promise<StoredSession | null> {
    const now = new Date();
    const created = { createdAt: now, updatedAt: now, __v: 0 };
    const [room, _id] = [new ObjectId(), new ObjectId()];
    const [a, b] = members.map(({ userId }) => new ObjectId(userId)) as [ObjectId, ObjectId];
    // The seats come first: two transactions that want the same person collide here.
    await this.#seats.insertMany(
      [a, b].map((user) => ({ _id: new ObjectId(), user, session: _id, ...created })),
      { session },
    );
    const eitherWay = [
      { blocker: a, blocked: b },
      { blocker: b, blocked: a },
    ];
    if (await this.#blocks.findOne({ $or: eitherWay }, { session })) {
      await session.abortTransaction();
      return null;
    }
    await this.#connection.collection('chat-rooms').insertOne(
      {
        _id: room,
        title: randomRoomTitle,
        slug,
        kind: 'random',
        identityMode: 'anonymous',
        isArchived: false,
        slowModeSeconds: 0,
        editWindowSeconds,
        ...created,
      },
      { session },
    );
    await this.#counters.insertOne(
      { _id: room, lastSeq: 0, revision: 0, memberCount: 2, __v: 0 },
      { session },
    );
    await this.#memberships.insertMany(
      members.map(({ alias, participantId, userId }) => ({
        _id: new ObjectId(),
        room,
        user: new ObjectId(userId),
        participantId,
        alias,
        role: 'member' as const,
        lastReadSeq: 0,
        joinedAt: now,
        ...created,
      })),
      { session },
    );
    const [{ waitMs: waitMsA }, { waitMs: waitMsB }] = members;
    const document: SessionDocument = {
      _id,
      room,
      participantA: a,
      participantB: b,
      state: 'active',
      sharedInterests: [...sharedInterests],
      ...(language === null ? {} : { language }),
      waitMsA,
      waitMsB,
      startedAt: now,
      ...created,
    };
    await this.#sessions.insertOne(document, { session });
    return toSession(document);
  }

  async activeOf(userIds: readonly string[]): Promise<StoredSession[]> {
    const seats = await available(() =>
      this.#seats.find({ user: { $in: objectIds(userIds) } }).toArray(),
    );
    return seats.length === 0
      ? []
      : this.#find({ _id: { $in: seats.map((seat) => seat.session) } });
  }

  byIds(ids: readonly string[]): Promise<StoredSession[]> {
    return this.#find({ _id: { $in: objectIds(ids) } });
  }

  async ofRoom(roomId: string): Promise<StoredSession | null> {
    if (!isObjectId(roomId)) return null;
    const [session] = await this.#find({ room: new ObjectId(roomId) });
    return session ?? null;
  }

  async end(id: string, reason: EndReason, endedBy: string | null): Promise<SessionEnd | null> {
    if (!isObjectId(id)) return null;
    const _id = new ObjectId(id);
    return this.#connection.transaction(async (session) => {
      const now = new Date();
      const ended = await this.#sessions.findOneAndUpdate(
        { _id, state: 'active' },
        {
          $set: {
            state: 'ended',
            endedAt: now,
            endReason: reason,
            ...(endedBy === null ? {} : { endedBy: new ObjectId(endedBy) }),
            updatedAt: now,
          },
        },
        { session, returnDocument: 'after' },
      );
      if (!ended) return null;
      await this.#seats.deleteMany({ session: _id }, { session });
      const counters = await this.#counters.findOneAndUpdate(
        { _id: ended.room },
        { $inc: { revision: 1 }, $set: { memberCount: 0 } },
        { session, returnDocument: 'after' },
      );
      await this.#connection
        .collection('chat-rooms')
        .updateOne(
          { _id: ended.room },
          { $set: { isArchived: true, updatedAt: now } },
          { session },
        );
      await this.#memberships.updateMany(
        { room: ended.room, leftAt: null },
        { $set: { leftAt: now, updatedAt: now } },
        { session },
      );
      return { session: toSession(ended), revision: counters?.revision ?? 0 };
    });
  }

  async partnersSince(userId: string, since: Date): Promise<string[]> {
    const user = new ObjectId(userId);
    const startedAt = { $gte: since };
    const sessions = await this.#find({
      $or: [
        { participantA: user, startedAt },
        { participantB: user, startedAt },
      ],
    });
    return sessions.flatMap(({ userIds }) => userIds.filter((id) => id !== userId));
  }

  async blockedAround(userId: string): Promise<string[]> {
    const user = new ObjectId(userId);
    const blocks = await available(() =>
      this.#blocks
        .find({ $or: [{ blocker: user }, { blocked: user }] })
        .project<Omit<BlockDocument, '_id'>>({ blocker: 1, blocked: 1 })
        .toArray(),
    );
    const others = blocks.map(({ blocked, blocker }) => (blocker.equals(user) ? blocked : blocker));
    return [...new Set(others.map((other) => other.toHexString()))];
  }

  async active({
    afterId,
    limit,
    startedBefore,
  }: Parameters<RandomStore['active']>[0]): Promise<StoredSession[]> {
    return this.#find(
      {
        state: 'active',
        startedAt: { $lt: startedBefore },
        ...(afterId === null ? {} : { _id: { $gt: new ObjectId(afterId) } }),
      },
      limit,
    );
  }

  get #sessions() {
    return this.#connection.collection<SessionDocument>('random-sessions');
  }

  get #seats() {
    return this.#connection.collection<SeatDocument>('random-seats');
  }

  get #blocks() {
    return this.#connection.collection<BlockDocument>('user-blocks');
  }

  get #memberships() {
    return this.#connection.collection<MembershipDocument>('chat-memberships');
  }

  get #counters() {
    return this.#connection.collection<CountersDocument>('chat-room-counters');
  }

  async #find(filter: Filter<SessionDocument>, limit?: number): Promise<StoredSession[]> {
    const documents = await available(() =>
      this.#sessions.find(filter, limit === undefined ? {} : { sort: { _id: 1 }, limit }).toArray(),
    );
    return documents.map(toSession);
  }
}

const toSession = (document: SessionDocument): StoredSession => ({
  id: document._id.toHexString(),
  roomId: document.room.toHexString(),
  userIds: [document.participantA.toHexString(), document.participantB.toHexString()],
  sharedInterests: document.sharedInterests ?? [],
  startedAt: document.startedAt.toISOString(),
  endedAt: document.endedAt?.toISOString() ?? null,
  endReason: document.endReason ?? null,
  endedBy: document.endedBy?.toHexString() ?? null,
});
