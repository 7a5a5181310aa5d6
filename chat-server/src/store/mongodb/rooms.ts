import { ObjectId, type Filter } from 'mongodb';

import type { RoomCounters } from '../message-store';
import type { Place, RoomFilter, RoomStore, StoredRoom } from '../room-store';
import { available, isObjectId, objectIds, type MongoConnection } from './connection';
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
  createdAt: Date;
}

interface CountersDocument extends RoomCounters {
  _id: ObjectId;
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
