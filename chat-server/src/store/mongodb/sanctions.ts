import { ObjectId } from 'mongodb';

import { largestAnnouncedRoom, type MemberChange } from '../member-store';
import type { RoomCounters } from '../message-store';
import type { MemberSanction, SanctionStore } from '../sanction-store';
import { isObjectId, type MongoConnection } from './connection';
import { toMembership, type MembershipDocument } from './members';

export class MongoSanctionStore implements SanctionStore {
  readonly #connection: MongoConnection;

  constructor(connection: MongoConnection) {
    this.#connection = connection;
  }

  async sanction(
    roomId: string,
    userId: string,
    { isBanned, mutedUntil }: MemberSanction,
  ): Promise<MemberChange | null> {
    if (!isObjectId(roomId) || !isObjectId(userId)) return null;
    const [room, user] = [new ObjectId(roomId), new ObjectId(userId)];
    return this.#connection.transaction(async (session) => {
      // The counters come first: two changes of one room's members collide here.
      const counters = await this.#counters.findOneAndUpdate(
        { _id: room },
        { $inc: { __v: 1 } },
        { session, returnDocument: 'after' },
      );
      const known = await this.#memberships.findOne({ room, user }, { session });
      if (!known || !counters) return null;
      const now = new Date();
      const wasBanned = Boolean(known.bannedAt);
      const hasLeft = isBanned && !wasBanned && !known.leftAt;
      const muted = mutedUntil === null ? null : new Date(mutedUntil);
      const set = {
        ...(muted?.getTime() === known.mutedUntil?.getTime() ? {} : { mutedUntil: muted }),
        ...(isBanned === wasBanned ? {} : { bannedAt: isBanned ? now : null }),
        ...(hasLeft ? { leftAt: now } : {}),
      };
      const hasChanged = Object.keys(set).length > 0;
      const membership = toMembership({ ...known, ...set });
      if (!hasChanged) return { membership, hasChanged, revision: null, others: [] };
      await this.#memberships.updateOne(
        { _id: known._id },
        { $set: { ...set, updatedAt: now } },
        { session },
      );
      if (!hasLeft) return { membership, hasChanged, revision: null, others: [] };
      const isAnnounced = counters.memberCount - 1 <= largestAnnouncedRoom;
      await this.#counters.updateOne(
        { _id: room },
        { $inc: { memberCount: -1, revision: isAnnounced ? 1 : 0 } },
        { session },
      );
      const revision = isAnnounced ? counters.revision + 1 : null;
      return { membership, hasChanged, revision, others: [] };
    });
  }

  get #memberships() {
    return this.#connection.collection<MembershipDocument>('chat-memberships');
  }

  get #counters() {
    return this.#connection.collection<RoomCounters & { _id: ObjectId; __v: number }>(
      'chat-room-counters',
    );
  }
}
