import { ObjectId, type ClientSession, type Filter } from 'mongodb';

import type { AuditLine, RoomCounters } from '../message-store';
import type { NewRoom, Place, RoomEdit, RoomFilter, RoomStore, StoredRoom } from '../room-store';
import { writeAudit } from './audit';
import {
  available,
  isDuplicateKey,
  isObjectId,
  objectIds,
  type MongoConnection,
} from './connection';
import type { CountersDocument } from './counters-document';
import { active, type MembershipDocument } from './members';
import { afterPlace } from './place';

interface RoomDocument {
  _id: ObjectId;
  slug: string;
  title: string;
  topic?: string | null;
  kind: StoredRoom['kind'];
  identityMode: StoredRoom['identityMode'];
  isArchived: boolean;
  slowModeSeconds: number;
  editWindowSeconds?: number | null;
  deleteWindowSeconds?: number | null;
  createdBy?: ObjectId | null;
  createdAt: Date;
  updatedAt: Date;
  __v: number;
}

export class MongoRoomStore implements RoomStore {
  readonly #connection: MongoConnection;

  constructor(connection: MongoConnection) {
    this.#connection = connection;
  }

  get #memberships() {
    return this.#connection.collection<MembershipDocument>('chat-memberships');
  }

  get #counters() {
    return this.#connection.collection<CountersDocument>('chat-room-counters');
  }

  roomsByIds(ids: readonly string[]): Promise<StoredRoom[]> {
    return this.#rooms({ _id: { $in: objectIds(ids) } });
  }

  roomsBySlugs(slugs: readonly string[]): Promise<StoredRoom[]> {
    return this.#rooms({ slug: { $in: [...slugs] } });
  }

  async listRooms(filter: RoomFilter, after: Place | null, limit: number): Promise<StoredRoom[]> {
    return this.#rooms(
      {
        $and: [
          await this.#listed(filter),
          after ? afterPlace<RoomDocument>('createdAt', after) : {},
        ],
      },
      { sort: { createdAt: 1, _id: 1 }, limit },
    );
  }

  async countRooms(filter: RoomFilter): Promise<number> {
    const listed = await this.#listed(filter);
    return available(() => this.#roomCollection.countDocuments(listed));
  }

  async create(room: NewRoom): Promise<string | null> {
    for (const slug of room.slugs) {
      try {
        return await this.#connection.transaction((session) => this.#create(room, slug, session));
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
    return null;
  }

  async #create(
    { audit, owner, title, topic, ...room }: NewRoom,
    slug: string,
    session: ClientSession,
  ): Promise<string> {
    const [_id, user, now] = [new ObjectId(), new ObjectId(owner.userId), new Date()];
    const [alias] = owner.aliases ?? [];
    const created = { createdAt: now, updatedAt: now, __v: 0 };
    await this.#roomCollection.insertOne(
      {
        _id,
        title,
        slug,
        ...(topic === null ? {} : { topic }),
        kind: room.kind,
        identityMode: room.identityMode,
        isArchived: false,
        slowModeSeconds: 0,
        editWindowSeconds: room.editWindowSeconds,
        createdBy: user,
        ...created,
      },
      { session },
    );
    await this.#counters.insertOne(
      { _id, lastSeq: 0, revision: 0, memberCount: 1, __v: 0 },
      { session },
    );
    await this.#memberships.insertOne(
      {
        _id: new ObjectId(),
        room: _id,
        user,
        participantId: owner.participantId,
        ...(alias === undefined ? {} : { alias }),
        role: 'owner',
        lastReadSeq: 0,
        joinedAt: now,
        ...created,
      },
      { session },
    );
    const id = _id.toHexString();
    await writeAudit(this.#connection, audit, { collection: 'chat-rooms', id }, session);
    return id;
  }

  change(roomId: string, set: RoomEdit, audit: AuditLine): Promise<number | null> {
    const _id = new ObjectId(roomId);
    const isNews = Object.entries(set).map(([field, value]: [string, unknown]) => ({
      [field]: { $ne: value },
    }));
    return this.#connection.transaction(async (session) => {
      // The counters come first: two transactions on one room collide here, before either has worked.
      const counters = await this.#counters.findOneAndUpdate(
        { _id },
        { $inc: { revision: 1 }, $setOnInsert: { lastSeq: 0, memberCount: 0, __v: 0 } },
        { session, upsert: true, returnDocument: 'after' },
      );
      const { modifiedCount } = await this.#roomCollection.updateOne(
        { _id, $or: isNews },
        { $set: { ...set, updatedAt: new Date() } },
        { session },
      );
      if (modifiedCount === 0) {
        await session.abortTransaction();
        return null;
      }
      await writeAudit(this.#connection, audit, { collection: 'chat-rooms', id: roomId }, session);
      return counters?.revision ?? null;
    });
  }

  get #roomCollection() {
    return this.#connection.collection<RoomDocument>('chat-rooms');
  }

  async #rooms(
    filter: Filter<RoomDocument>,
    options: { sort?: Record<string, 1 | -1>; limit?: number } = {},
  ): Promise<StoredRoom[]> {
    return available(async () => {
      const rooms = await this.#roomCollection.find(filter, options).toArray();
      const ids = rooms.map(({ _id }) => _id);
      const counters = await this.#counters.find({ _id: { $in: ids } }).toArray();
      const byRoom = new Map(counters.map((entry) => [entry._id.toHexString(), entry]));
      return rooms.map((room) => toRoom(room, byRoom.get(room._id.toHexString())));
    });
  }

  async #listed({ viewerId, search, joinedOnly }: RoomFilter): Promise<Filter<RoomDocument>> {
    const joined = viewerId && isObjectId(viewerId) ? await this.#roomsOf(viewerId) : [];
    const isJoined = { _id: { $in: joined } };
    const conditions: Filter<RoomDocument>[] = [
      { $or: [{ kind: 'public' }, { kind: 'private', ...isJoined }] },
    ];
    if (joinedOnly) conditions.push(isJoined);
    if (search !== null) {
      const pattern = new RegExp(search.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i');
      conditions.push({ $or: [{ title: pattern }, { topic: pattern }] });
    }
    return { $and: conditions };
  }

  #roomsOf(userId: string): Promise<ObjectId[]> {
    return available(() =>
      this.#memberships.distinct('room', { user: new ObjectId(userId), ...active }),
    );
  }
}

const toRoom = (room: RoomDocument, counters: RoomCounters | undefined): StoredRoom => ({
  id: room._id.toHexString(),
  slug: room.slug,
  title: room.title,
  topic: room.topic ?? null,
  kind: room.kind,
  identityMode: room.identityMode,
  isArchived: room.isArchived,
  slowModeSeconds: room.slowModeSeconds,
  editWindowSeconds: room.editWindowSeconds ?? null,
  deleteWindowSeconds: room.deleteWindowSeconds ?? null,
  createdAt: room.createdAt.toISOString(),
  lastSeq: counters?.lastSeq ?? 0,
  revision: counters?.revision ?? 0,
  memberCount: counters?.memberCount ?? 0,
});
