import { ObjectId } from 'mongodb';

import type { InviteStore, NewInvite, StoredInvite } from '../invite-store';
import { writeAudit } from './audit';
import { available, type MongoConnection } from './connection';

export interface InviteDocument {
  _id: ObjectId;
  room: ObjectId;
  codeHash: string;
  createdBy?: ObjectId | null;
  expiresAt: Date;
  usesLeft: number;
  createdAt: Date;
  updatedAt: Date;
  __v: number;
}

export class MongoInviteStore implements InviteStore {
  readonly #connection: MongoConnection;

  constructor(connection: MongoConnection) {
    this.#connection = connection;
  }

  get #invites() {
    return this.#connection.collection<InviteDocument>('chat-invites');
  }

  create({ audit, codeHash, createdById, expiresAt, roomId, usesLeft }: NewInvite): Promise<void> {
    const _id = new ObjectId();
    return this.#connection.transaction(async (session) => {
      const now = new Date();
      await this.#invites.insertOne(
        {
          _id,
          room: new ObjectId(roomId),
          codeHash,
          createdBy: new ObjectId(createdById),
          expiresAt: new Date(expiresAt),
          usesLeft,
          createdAt: now,
          updatedAt: now,
          __v: 0,
        },
        { session },
      );
      const target = { collection: 'chat-invites', id: _id.toHexString() };
      await writeAudit(this.#connection, audit, target, session);
    });
  }

  async find(codeHash: string): Promise<StoredInvite | null> {
    const invite = await available(() => this.#invites.findOne({ codeHash }));
    return (
      invite && {
        id: invite._id.toHexString(),
        roomId: invite.room.toHexString(),
        createdById: invite.createdBy?.toHexString() ?? null,
        expiresAt: invite.expiresAt.toISOString(),
        usesLeft: invite.usesLeft,
      }
    );
  }
}
