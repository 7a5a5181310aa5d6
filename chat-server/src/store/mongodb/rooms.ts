import { ObjectId, type ClientSession, type Document, type Filter } from 'mongodb';

import type { AuditLine } from '../message-store';
import {
  mostRoomsSearched,
  type NewRoom,
  type Place,
  type RoomEdit,
  type RoomFilter,
  type RoomStore,
  type StoredRoom,
} from '../room-store';
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

  async roomsByIds(ids: readonly string[]): Promise<StoredRoom[]> {
    const filter = { _id: { $in: objectIds(ids) } };
    const rooms = await available(() => this.#roomCollection.find(filter).toArray());
    return rooms.map(toRoom);
  }

  async roomsBySlugs(slugs: readonly string[]): Promise<StoredRoom[]> {
    const filter = { slug: { $in: [...slugs] } };
    const rooms = await available(() => this.#roomCollection.find(filter).toArray());
    return rooms.map(toRoom);
  }

  async listRooms(filter: RoomFilter, after: Place | null, limit: number): Promise<StoredRoom[]> {
    const behind = after ? afterPlace<RoomDocument>('createdAt', after) : {};
    const [listed, joined] = await available(() =>
      Promise.all([
        filter.joinedOnly
          ? []
          : this.#roomCollection
              .aggregate<RoomDocument>([
                ...publicRooms(filter),
                { $match: behind },
                { $sort: inOrder },
                { $limit: limit },
              ])
              .toArray(),
        this.#joined(filter, (own) =>
          this.#roomCollection.find({ $and: [own, behind] }, { sort: inOrder, limit }).toArray(),
        ),
      ]),
    );
    return [...listed, ...(joined ?? [])].sort(compare).slice(0, limit).map(toRoom);
  }

  async countRooms(filter: RoomFilter): Promise<number> {
    const [listed, joined] = await available(() =>
      Promise.all([
        filter.joinedOnly
          ? []
          : this.#roomCollection
              .aggregate<{ count: number }>([...publicRooms(filter), { $count: 'count' }])
              .toArray(),
        this.#joined(filter, (own) => this.#roomCollection.countDocuments(own)),
      ]),
    );
    return (listed[0]?.count ?? 0) + (joined ?? 0);
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

  /** Asks for what is listed of the viewer's own rooms: the private ones, or with `joinedOnly` all. Null for a visitor. */
  async #joined<T>(
    { joinedOnly, search, viewerId }: RoomFilter,
    ask: (own: Filter<RoomDocument>) => Promise<T>,
  ): Promise<T | null> {
    if (!viewerId || !isObjectId(viewerId)) return null;
    const kind = joinedOnly ? { $in: ['public', 'private'] as const } : 'private';
    const own = { _id: { $in: await this.#roomsOf(viewerId) }, kind } as Filter<RoomDocument>;
    return ask(search === null ? own : { $and: [own, says(search)] });
  }

  #roomsOf(userId: string): Promise<ObjectId[]> {
    return available(() =>
      this.#memberships.distinct('room', { user: new ObjectId(userId), ...active }),
    );
  }
}

const inOrder = { createdAt: 1, _id: 1 } as const;

const compare = (one: RoomDocument, other: RoomDocument): number =>
  one.createdAt.getTime() - other.createdAt.getTime() ||
  (one._id.toHexString() < other._id.toHexString() ? -1 : 1);

/** The stages that find public rooms; by a text among the first {@link mostRoomsSearched}. */
const publicRooms = ({ search }: RoomFilter): Document[] => [
  { $match: { kind: 'public' } },
  ...(search === null
    ? []
    : [{ $sort: inOrder }, { $limit: mostRoomsSearched }, { $match: says(search) }]),
];

/** Whether a room's title or topic holds a text. */
function says(text: string): Filter<RoomDocument> {
  const pattern = new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i');
  return { $or: [{ title: pattern }, { topic: pattern }] };
}

const toRoom = (room: RoomDocument): StoredRoom => ({
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
});
