import { ObjectId, type ClientSession, type Filter } from 'mongodb';

import { unavailable } from '../../errors';
import {
  largestAnnouncedRoom,
  type MemberChange,
  type MemberStore,
  type MembershipRole,
  type NewMembership,
  type StoredMembership,
  type StoredParticipant,
} from '../member-store';
import type { RoomCounters } from '../message-store';
import type { Place } from '../room-store';
import {
  available,
  isDuplicateKey,
  isObjectId,
  objectIds,
  type MongoConnection,
} from './connection';
import { afterPlace } from './place';

export interface MembershipDocument {
  _id: ObjectId;
  room: ObjectId;
  user: ObjectId;
  participantId: string;
  alias?: string | null;
  role: MembershipRole;
  lastReadSeq: number;
  mutedUntil?: Date | null;
  joinedAt: Date;
  leftAt?: Date | null;
  bannedAt?: Date | null;
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

/** What makes a membership one of somebody who is in the room. Payload leaves out what is null. */
export const active = { leftAt: null, bannedAt: null };

export class MongoMemberStore implements MemberStore {
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
        ...active,
        ...(after ? afterPlace<MembershipDocument>('joinedAt', after) : {}),
      },
      { sort: { joinedAt: 1, _id: 1 }, limit },
    );
  }

  join(membership: NewMembership): Promise<MemberChange | null> {
    return this.#change(membership.roomId, async (session, { lastSeq }) => {
      const [room, user] = [new ObjectId(membership.roomId), new ObjectId(membership.userId)];
      const known = await this.#memberships.findOne({ room, user }, { session });
      if (known && (known.bannedAt || !known.leftAt)) return { document: known, difference: null };
      const now = new Date();
      const { role } = membership;
      if (known) {
        const returned = {
          leftAt: null,
          role,
          lastReadSeq: lastSeq,
          joinedAt: now,
          updatedAt: now,
        };
        await this.#memberships.updateOne({ _id: known._id }, { $set: returned }, { session });
        return { document: { ...known, ...returned }, difference: 1 };
      }
      const alias = await this.#freeAlias(room, membership.aliases, session);
      if (membership.aliases !== null && alias === undefined) return null;
      const document: MembershipDocument = {
        _id: new ObjectId(),
        room,
        user,
        participantId: membership.participantId,
        ...(alias === undefined ? {} : { alias }),
        role,
        lastReadSeq: lastSeq,
        joinedAt: now,
        createdAt: now,
        updatedAt: now,
        __v: 0,
      };
      await this.#memberships.insertOne(document, { session });
      return { document, difference: 1 };
    });
  }

  async #freeAlias(
    room: ObjectId,
    aliases: readonly string[] | null,
    session: ClientSession,
  ): Promise<string | undefined> {
    if (aliases === null) return undefined;
    const alias = { $in: [...aliases] };
    const taken = await this.#memberships.distinct('alias', { room, alias }, { session });
    return aliases.find((offered) => !taken.includes(offered));
  }

  /**
   * Changes a room's members in one transaction, and counts what was done. Two changes of one room never
   * happen at once: each writes the counters before it looks.
   *
   * @param work gives the membership, and by how many it changed the number of members: null for not
   *   at all
   */
  async #change(
    roomId: string,
    work: (
      session: ClientSession,
      counters: RoomCounters,
    ) => Promise<{ document: MembershipDocument; difference: 1 | -1 | 0 | null } | null>,
  ): Promise<MemberChange | null> {
    const room = { _id: new ObjectId(roomId) };
    // Twice is enough: the second attempt finds the counters that stood in the first one's way.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        return await this.#connection.transaction(async (session) => {
          const counters = await this.#counters.findOneAndUpdate(
            room,
            { $inc: { __v: 1 }, $setOnInsert: { lastSeq: 0, revision: 0, memberCount: 0 } },
            { session, upsert: true, returnDocument: 'after' },
          );
          if (!counters) throw new Error('The counters of a room were written and cannot be read');
          const done = await work(session, counters);
          if (!done) return null;
          const { difference, document } = done;
          const membership = toMembership(document);
          if (difference === null) return { membership, hasChanged: false, revision: null };
          const isAnnounced = counters.memberCount + difference <= largestAnnouncedRoom;
          await this.#counters.updateOne(
            room,
            { $inc: { memberCount: difference, revision: isAnnounced ? 1 : 0 } },
            { session },
          );
          const revision = isAnnounced ? counters.revision + 1 : null;
          return { membership, hasChanged: true, revision };
        });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
    throw unavailable('The database is too busy. Try again.');
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
}

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
  leftAt: member.leftAt?.toISOString() ?? null,
  bannedAt: member.bannedAt?.toISOString() ?? null,
});
