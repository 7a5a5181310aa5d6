import { ObjectId, type Document, type Filter } from 'mongodb';

import { unavailable } from '../../errors';
import type { RoomCounters } from '../message-store';
import type {
  MembershipRole,
  NewMembership,
  Place,
  RoomFilter,
  RoomStore,
  StoredMembership,
  StoredParticipant,
  StoredRoom,
} from '../room-store';
import {
  available,
  isDuplicateKey,
  isObjectId,
  objectIds,
  type MongoConnection,
} from './connection';

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

interface MembershipDocument {
  _id: ObjectId;
  room: ObjectId;
  user: ObjectId;
  participantId: string;
  alias?: string | null;
  role: MembershipRole;
  lastReadSeq: number;
  mutedUntil?: Date | null;
  joinedAt: Date;
  createdAt: Date;
  updatedAt: Date;
  __v: number;
}

interface CountersDocument extends RoomCounters {
  _id: ObjectId;
  __v: number;
}

interface AccountDocument {
  _id: ObjectId;
  displayName: string;
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

  async membershipsOf(
    people: readonly { roomId: string; userId: string }[],
  ): Promise<StoredMembership[]> {
    const possible = people.filter(
      ({ roomId, userId }) => isObjectId(roomId) && isObjectId(userId),
    );
    if (possible.length === 0) return [];
    const documents = await available(() =>
      this.#memberships
        .find({
          $or: possible.map(({ roomId, userId }) => ({
            room: new ObjectId(roomId),
            user: new ObjectId(userId),
          })),
        })
        .toArray(),
    );
    return documents.map(toMembership);
  }

  participantsByIds(membershipIds: readonly string[]): Promise<StoredParticipant[]> {
    return this.#participants({ _id: { $in: objectIds(membershipIds) } });
  }

  async listParticipants(
    roomId: string,
    after: Place | null,
    limit: number,
  ): Promise<StoredParticipant[]> {
    if (!isObjectId(roomId)) return [];
    return this.#participants(
      {
        room: new ObjectId(roomId),
        ...(after ? afterPlace<MembershipDocument>('joinedAt', after) : {}),
      },
      { sort: { joinedAt: 1, _id: 1 }, limit },
    );
  }

  async join(membership: NewMembership): Promise<StoredMembership> {
    const { roomId: room, userId: user } = membership;
    // Twice is enough: the second attempt finds the membership that stood in the first one's way.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const [known] = await this.membershipsOf([{ roomId: room, userId: user }]);
      if (known) return known;
      try {
        return await this.#addMember(membership);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
    throw unavailable('The database is too busy. Try again.');
  }

  #addMember(membership: NewMembership): Promise<StoredMembership> {
    const room = new ObjectId(membership.roomId);
    return this.#connection.transaction(async (session) => {
      const counters = await this.#counters.findOneAndUpdate(
        { _id: room },
        { $inc: { memberCount: 1 }, $setOnInsert: { lastSeq: 0, revision: 0, __v: 0 } },
        { session, upsert: true, returnDocument: 'after' },
      );
      const now = new Date();
      const document: MembershipDocument = {
        _id: new ObjectId(),
        room,
        user: new ObjectId(membership.userId),
        participantId: membership.participantId,
        ...(membership.alias === null ? {} : { alias: membership.alias }),
        role: membership.role,
        lastReadSeq: counters?.lastSeq ?? 0,
        joinedAt: now,
        createdAt: now,
        updatedAt: now,
        __v: 0,
      };
      await this.#memberships.insertOne(document, { session });
      return toMembership(document);
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

  async #participants(
    filter: Filter<MembershipDocument>,
    options: { sort?: Record<string, 1 | -1>; limit?: number } = {},
  ): Promise<StoredParticipant[]> {
    return available(async () => {
      const members = await this.#memberships.find(filter, options).toArray();
      const accounts = await this.#connection
        .collection<AccountDocument>('users')
        .find({ _id: { $in: members.map(({ user }) => user) } })
        .project<AccountDocument>({ displayName: 1 })
        .toArray();
      const names = new Map(
        accounts.map(({ _id, displayName }) => [_id.toHexString(), displayName]),
      );
      return members.map((member) => ({
        ...toMembership(member),
        displayName: names.get(member.user.toHexString()) ?? null,
      }));
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
    return available(() => this.#memberships.distinct('room', { user: new ObjectId(userId) }));
  }
}

/** What comes after a place, in a list ordered by `field`, then id. */
function afterPlace<T extends Document>(field: keyof T & string, { at, id }: Place): Filter<T> {
  const time = new Date(at);
  const [lastId] = objectIds([id]);
  const inSameMoment = lastId ? [{ [field]: time, _id: { $gt: lastId } }] : [];
  return { $or: [{ [field]: { $gt: time } }, ...inSameMoment] } as unknown as Filter<T>;
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

const toMembership = (member: MembershipDocument): StoredMembership => ({
  id: member._id.toHexString(),
  roomId: member.room.toHexString(),
  userId: member.user.toHexString(),
  participantId: member.participantId,
  alias: member.alias ?? null,
  role: member.role,
  lastReadSeq: member.lastReadSeq,
  mutedUntil: member.mutedUntil?.toISOString() ?? null,
  joinedAt: member.joinedAt.toISOString(),
});
