import { ObjectId, type ClientSession, type Filter } from 'mongodb';

import { unavailable } from '../../errors';
import { KeyedQueue } from '../../keyed-queue';
import {
  largestAnnouncedRoom,
  mostSearched,
  type MemberChange,
  type MemberStore,
  type MembershipRole,
  type NewMembership,
  type ParticipantPage,
  type ParticipantSearch,
  type StoredMembership,
  type StoredParticipant,
} from '../member-store';
import type { RoomCounters } from '../message-store';
import type { Place } from '../room-store';
import { writeAudit } from './audit';
import {
  available,
  isDuplicateKey,
  isObjectId,
  objectIds,
  type MongoConnection,
} from './connection';
import type { CountersDocument } from './counters-document';
import type { InviteDocument } from './invites';
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

/** What was done to a room's members. */
interface Done {
  document: MembershipDocument;
  /** By how many it changed their number; null when nothing was to be done. */
  difference: 1 | -1 | 0 | null;
  others?: MembershipDocument[];
}

type Work = (session: ClientSession, counters: RoomCounters) => Promise<Done | null>;

/** How often a change is tried when others of the same room stand in its way. */
const attempts = 3;

interface AccountDocument {
  _id: ObjectId;
  displayName: string;
}

/** What makes a membership one of somebody who is in the room. Payload leaves out what is null. */
export const active = { leftAt: null, bannedAt: null };

/** Of a membership whose person is banned, as the index over those has it. */
const isBanned = { bannedAt: { $gt: new Date(0) } };

export class MongoMemberStore implements MemberStore {
  readonly #connection: MongoConnection;
  /** Changes, by room. */
  readonly #queue = new KeyedQueue();

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
    // MongoDB plans each part of an $or for itself: one for each room, and not for each person.
    const usersByRoom = new Map<string, ObjectId[]>();
    for (const { roomId, userId } of people) {
      if (!isObjectId(roomId) || !isObjectId(userId)) continue;
      const users = usersByRoom.get(roomId) ?? [];
      users.push(new ObjectId(userId));
      usersByRoom.set(roomId, users);
    }
    if (usersByRoom.size === 0) return [];
    const $or = Array.from(usersByRoom, ([roomId, users]) => ({
      room: new ObjectId(roomId),
      user: { $in: users },
    }));
    const documents = await available(() => this.#memberships.find({ $or }).toArray());
    return documents.map(toMembership);
  }

  participantsByIds(membershipIds: readonly string[]): Promise<StoredParticipant[]> {
    return this.#participants({ _id: { $in: objectIds(membershipIds) } });
  }

  async participantsIn(
    people: readonly { roomId: string; participantId: string }[],
  ): Promise<StoredParticipant[]> {
    const possible = people.filter(({ roomId }) => isObjectId(roomId));
    if (possible.length === 0) return [];
    return this.#participants({
      $or: possible.map(({ roomId, participantId }) => ({
        room: new ObjectId(roomId),
        participantId,
      })),
    });
  }

  async named(
    roomId: string,
    names: readonly string[],
  ): Promise<{ participantId: string; name: string }[]> {
    if (!isObjectId(roomId)) return [];
    const { collectionName: from } = this.#connection.collection('users');
    return available(() =>
      this.#memberships
        .aggregate<{ participantId: string; name: string }>([
          { $match: { room: new ObjectId(roomId), ...active } },
          { $sort: { joinedAt: 1, _id: 1 } },
          { $limit: mostSearched },
          { $lookup: { from, localField: 'user', foreignField: '_id', as: 'account' } },
          {
            $project: {
              _id: 0,
              participantId: 1,
              name: { $ifNull: ['$alias', { $first: '$account.displayName' }] },
            },
          },
          { $set: { lowerName: { $toLower: '$name' } } },
          {
            $match: {
              $or: [
                { name: { $in: [...names] } },
                { lowerName: { $in: names.map((name) => name.toLowerCase()) } },
              ],
            },
          },
          { $limit: 100 },
          { $unset: 'lowerName' },
        ])
        .toArray(),
    );
  }

  async listParticipants(
    roomIds: readonly string[],
    { after, are, limit }: ParticipantPage,
  ): Promise<StoredParticipant[][]> {
    const { collectionName: from } = this.#memberships;
    const listed = {
      ...(are === 'members' ? active : isBanned),
      ...(after ? afterPlace<MembershipDocument>('joinedAt', after) : {}),
    };
    const pipeline = [{ $match: listed }, { $sort: { joinedAt: 1, _id: 1 } }, { $limit: limit }];
    return available(async () => {
      const rooms = await this.#connection
        .collection('chat-rooms')
        .aggregate<{ _id: ObjectId; page: MembershipDocument[] }>([
          { $match: { _id: { $in: objectIds(roomIds) } } },
          { $project: { _id: 1 } },
          { $lookup: { from, localField: '_id', foreignField: 'room', pipeline, as: 'page' } },
        ])
        .toArray();
      const participants = await this.#withNames(rooms.flatMap(({ page }) => page));
      return roomIds.map((id) => participants.filter(({ roomId }) => roomId === id));
    });
  }

  async searchParticipants({
    after,
    by,
    limit,
    roomId,
    text,
  }: ParticipantSearch): Promise<StoredParticipant[]> {
    if (!isObjectId(roomId)) return [];
    return available(async () => {
      const searched = await this.#memberships
        .find({ room: new ObjectId(roomId), ...active })
        .sort({ joinedAt: 1, _id: 1 })
        .limit(mostSearched)
        .toArray();
      const named = await this.#hasName(searched, by, text);
      const found = searched.filter(
        (member) => named(member) && (after === null || isAfterPlace(member, after)),
      );
      return this.#withNames(found.slice(0, limit));
    });
  }

  /** Which of these have a name that holds a text. */
  async #hasName(
    members: readonly MembershipDocument[],
    by: ParticipantSearch['by'],
    text: string,
  ): Promise<(member: MembershipDocument) => boolean> {
    const wanted = text.toLowerCase();
    if (by === 'alias') return ({ alias }) => alias?.toLowerCase().includes(wanted) ?? false;
    const accounts = await this.#connection
      .collection<AccountDocument>('users')
      .find({
        _id: { $in: members.map(({ user }) => user) },
        displayName: { $regex: literally(text), $options: 'i' },
      })
      .project<Pick<AccountDocument, '_id'>>({ _id: 1 })
      .toArray();
    const ids = new Set(accounts.map(({ _id }) => _id.toHexString()));
    return ({ user }) => ids.has(user.toHexString());
  }

  async membershipByParticipant(
    roomId: string,
    participantId: string,
  ): Promise<StoredMembership | null> {
    if (!isObjectId(roomId)) return null;
    const room = new ObjectId(roomId);
    const document = await available(() => this.#memberships.findOne({ room, participantId }));
    return document && toMembership(document);
  }

  join(membership: NewMembership, inviteHash?: string): Promise<MemberChange | null> {
    return this.#change(membership.roomId, async (session, { lastSeq }) => {
      const [room, user] = [new ObjectId(membership.roomId), new ObjectId(membership.userId)];
      const known = await this.#memberships.findOne({ room, user }, { session });
      if (known && (known.bannedAt || !known.leftAt)) return { document: known, difference: null };
      const alias = known ? undefined : await this.#freeAlias(room, membership.aliases, session);
      if (!known && membership.aliases !== null && alias === undefined) return null;
      if (inviteHash !== undefined && !(await this.#useInvite(room, inviteHash, session))) {
        return known && { document: known, difference: null };
      }
      const now = new Date();
      const standing = {
        role: membership.role,
        lastReadSeq: lastSeq,
        joinedAt: now,
        updatedAt: now,
      };
      if (known) {
        const returned = { ...standing, leftAt: null };
        await this.#memberships.updateOne({ _id: known._id }, { $set: returned }, { session });
        return { document: { ...known, ...returned }, difference: 1 };
      }
      const document: MembershipDocument = {
        _id: new ObjectId(),
        room,
        user,
        participantId: membership.participantId,
        ...(alias === undefined ? {} : { alias }),
        ...standing,
        createdAt: now,
        __v: 0,
      };
      await this.#memberships.insertOne(document, { session });
      return { document, difference: 1 };
    });
  }

  leave(roomId: string, userId: string): Promise<MemberChange | null> {
    return this.#change(roomId, async (session) => {
      const [room, user] = [new ObjectId(roomId), new ObjectId(userId)];
      const own = await this.#memberships.findOne({ room, user, ...active }, { session });
      if (!own) return null;
      const heir = own.role === 'owner' ? await this.#heir(room, own._id, session) : null;
      const others = heir ? [await this.#update(heir, { role: 'owner' }, session)] : [];
      const left = await this.#update(own, { role: 'member', leftAt: new Date() }, session);
      return { document: left, difference: -1, others };
    });
  }

  setRole({
    audit,
    membershipId,
    ownerId,
    role,
    roomId,
  }: Parameters<MemberStore['setRole']>[0]): Promise<MemberChange | null> {
    return this.#change(roomId, async (session) => {
      const [room, user, _id] = [roomId, ownerId, membershipId].map((id) => new ObjectId(id));
      if (!room || !user || !_id) return null;
      const owner = await this.#memberships.findOne(
        { room, user, role: 'owner', ...active },
        { session },
      );
      const other = await this.#memberships.findOne({ _id, room, ...active }, { session });
      if (!owner || !other || other._id.equals(owner._id)) return null;
      if (other.role === role) return { document: other, difference: null };
      const others =
        role === 'owner' ? [await this.#update(owner, { role: 'moderator' }, session)] : [];
      const document = await this.#update(other, { role }, session);
      const target = { collection: 'chat-memberships', id: membershipId };
      await writeAudit(this.#connection, audit, target, session);
      return { document, difference: 0, others };
    });
  }

  async moveReadMarker(membershipId: string, seq: number): Promise<StoredMembership | null> {
    const document = await available(() =>
      this.#memberships.findOneAndUpdate(
        { _id: new ObjectId(membershipId), lastReadSeq: { $lt: seq } },
        { $set: { lastReadSeq: seq } },
        { returnDocument: 'after' },
      ),
    );
    return document && toMembership(document);
  }

  /** Who inherits a room: its moderator of the longest standing, else its member, and guests last. */
  async #heir(
    room: ObjectId,
    owner: ObjectId,
    session: ClientSession,
  ): Promise<MembershipDocument | null> {
    const others = { room, _id: { $ne: owner }, ...active };
    for (const guestUntil of [null, { $ne: null }]) {
      for (const who of [{ ...others, role: 'moderator' as const }, others]) {
        const heir = await this.#first(who, { guestUntil }, session);
        if (heir) return heir;
      }
    }
    return null;
  }

  /** Of these members the one of the longest standing whose account is like this. */
  async #first(
    members: Filter<MembershipDocument>,
    account: object,
    session: ClientSession,
  ): Promise<MembershipDocument | null> {
    const { collectionName: from } = this.#connection.collection('users');
    const found = this.#memberships.aggregate<MembershipDocument>(
      [
        { $match: members },
        { $sort: { joinedAt: 1, _id: 1 } },
        { $lookup: { from, localField: 'user', foreignField: '_id', as: 'account' } },
        { $match: { account: { $elemMatch: account } } },
        { $limit: 1 },
        { $unset: 'account' },
      ],
      { session },
    );
    return found.next();
  }

  async #update(
    document: MembershipDocument,
    change: Partial<MembershipDocument>,
    session: ClientSession,
  ): Promise<MembershipDocument> {
    const set = { ...change, updatedAt: new Date() };
    await this.#memberships.updateOne({ _id: document._id }, { $set: set }, { session });
    return { ...document, ...set };
  }

  /** Takes one use of an invite. @returns whether there was one */
  async #useInvite(room: ObjectId, codeHash: string, session: ClientSession): Promise<boolean> {
    const { modifiedCount } = await this.#connection
      .collection<InviteDocument>('chat-invites')
      .updateOne(
        { codeHash, room, usesLeft: { $gt: 0 }, expiresAt: { $gt: new Date() } },
        { $inc: { usesLeft: -1 } },
        { session },
      );
    return modifiedCount === 1;
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
   * happen at once: each writes the counters before it looks. Those of this process queue up, as many who
   * come at once would collide, and wait longer each time.
   */
  #change(roomId: string, work: Work): Promise<MemberChange | null> {
    return this.#queue.add(roomId, () => this.#changeNow(roomId, work));
  }

  async #changeNow(roomId: string, work: Work): Promise<MemberChange | null> {
    const room = { _id: new ObjectId(roomId) };
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      try {
        return await this.#connection.transaction(async (session) => {
          const counters = await this.#counters.findOneAndUpdate(
            room,
            { $inc: { __v: 1 }, $setOnInsert: { lastSeq: 0, revision: 0, memberCount: 0 } },
            { session, upsert: true, returnDocument: 'after' },
          );
          if (!counters) throw new Error('The counters of a room were written and cannot be read');
          const done = await work(session, counters);
          return done && (await this.#count(counters, done, session));
        });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
    throw unavailable('The database is too busy. Try again.');
  }

  async #count(
    { _id, memberCount, revision }: CountersDocument,
    { difference, document, others = [] }: Done,
    session: ClientSession,
  ): Promise<MemberChange> {
    const membership = toMembership(document);
    if (difference === null) return { membership, hasChanged: false, revision: null, others: [] };
    const isAnnounced = memberCount + difference <= largestAnnouncedRoom;
    await this.#counters.updateOne(
      { _id },
      { $inc: { memberCount: difference, revision: isAnnounced ? 1 : 0 } },
      { session },
    );
    return {
      membership,
      hasChanged: true,
      revision: isAnnounced ? revision + 1 : null,
      others: others.map(toMembership),
    };
  }

  #participants(filter: Filter<MembershipDocument>): Promise<StoredParticipant[]> {
    return available(async () => this.#withNames(await this.#memberships.find(filter).toArray()));
  }

  async #withNames(members: readonly MembershipDocument[]): Promise<StoredParticipant[]> {
    const accounts = await this.#connection
      .collection<AccountDocument>('users')
      .find({ _id: { $in: members.map(({ user }) => user) } })
      .project<AccountDocument>({ displayName: 1 })
      .toArray();
    const names = new Map(accounts.map(({ _id, displayName }) => [_id.toHexString(), displayName]));
    return members.map((member) => ({
      ...toMembership(member),
      displayName: names.get(member.user.toHexString()) ?? null,
    }));
  }
}

/** A pattern that means the text itself. */
const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|-]/g, '\\$&');

const isAfterPlace = ({ _id, joinedAt }: MembershipDocument, { at, id }: Place): boolean => {
  const difference = joinedAt.getTime() - Date.parse(at);
  return difference > 0 || (difference === 0 && _id.toHexString() > id);
};

export const toMembership = (member: MembershipDocument): StoredMembership => ({
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
