import { ObjectId } from 'mongodb';

import type { InboxStore, Reader } from '../inbox-store';
import type { StoredMembership } from '../member-store';
import { available, objectIds, type MongoConnection } from './connection';
import { active, toMembership, type MembershipDocument } from './members';

interface Mentioning {
  room: ObjectId;
  seq: number;
  author?: ObjectId | null;
  mentions: string[];
}

export class MongoInboxStore implements InboxStore {
  readonly #connection: MongoConnection;

  constructor(connection: MongoConnection) {
    this.#connection = connection;
  }

  async membershipsOfAccounts(userIds: readonly string[]): Promise<StoredMembership[]> {
    const documents = await available(() =>
      this.#connection
        .collection<MembershipDocument>('chat-memberships')
        .find({ user: { $in: objectIds(userIds) }, ...active })
        .toArray(),
    );
    return documents.map(toMembership);
  }

  async mentioned(readers: readonly Reader[]): Promise<Set<string>> {
    if (readers.length === 0) return new Set();
    const messages = await available(() =>
      this.#connection
        .collection('chat-messages')
        .find({
          $or: readers.map(({ blockedIds, lastReadSeq, participantId, roomId }) => ({
            room: new ObjectId(roomId),
            seq: { $gt: lastReadSeq },
            mentions: participantId,
            author: { $nin: objectIds(blockedIds) },
          })),
          deletedAt: null,
          hiddenAt: null,
        })
        .project<Mentioning>({ room: 1, seq: 1, author: 1, mentions: 1 })
        .toArray(),
    );
    const isMentioned = ({ blockedIds, lastReadSeq, participantId, roomId }: Reader): boolean =>
      messages.some(
        ({ author, mentions, room, seq }) =>
          room.toHexString() === roomId &&
          seq > lastReadSeq &&
          mentions.includes(participantId) &&
          !(author && blockedIds.includes(author.toHexString())),
      );
    return new Set(readers.filter(isMentioned).map(({ id }) => id));
  }
}
