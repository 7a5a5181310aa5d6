import { ObjectId, type ClientSession, type Filter } from 'mongodb';

import { fileNotFree } from '../../errors';
import type { AttachmentStore, StoredAttachment } from '../attachment-store';
import type { NewMessage } from '../message-store';
import { available, objectIds, type MongoConnection } from './connection';

interface AttachmentDocument {
  _id: ObjectId;
  room: ObjectId;
  owner: ObjectId;
  message?: ObjectId | null;
  filename: string;
  originalName: string;
  mimeType: string;
  filesize: number;
  width?: number | null;
  height?: number | null;
  createdAt: Date;
  updatedAt: Date;
}

export class MongoAttachmentStore implements AttachmentStore {
  readonly #connection: MongoConnection;

  constructor(connection: MongoConnection) {
    this.#connection = connection;
  }

  get #attachments() {
    return this.#connection.collection<AttachmentDocument>('chat-attachments');
  }

  byIds(ids: readonly string[]): Promise<StoredAttachment[]> {
    return this.#find({ _id: { $in: objectIds(ids) } });
  }

  ofMessages(messageIds: readonly string[]): Promise<StoredAttachment[]> {
    return this.#find({ message: { $in: objectIds(messageIds) } });
  }

  /**
   * Puts files into a message, within the transaction that stores it.
   *
   * @throws ChatError BAD_USER_INPUT where one of them is not its author's, is in a message already, or
   *   is for another room
   */
  async attach(
    messageId: ObjectId,
    { attachmentIds, authorId, roomId }: NewMessage,
    session: ClientSession,
  ): Promise<void> {
    if (attachmentIds.length === 0) return;
    const { modifiedCount } = await this.#attachments.updateMany(
      {
        _id: { $in: objectIds(attachmentIds) },
        room: new ObjectId(roomId),
        owner: new ObjectId(authorId),
        message: null,
      },
      { $set: { message: messageId, updatedAt: new Date() } },
      { session },
    );
    if (modifiedCount !== attachmentIds.length) throw fileNotFree();
  }

  async #find(filter: Filter<AttachmentDocument>): Promise<StoredAttachment[]> {
    const documents = await available(() =>
      this.#attachments.find(filter).sort({ createdAt: 1, _id: 1 }).toArray(),
    );
    return documents.map(toAttachment);
  }
}

const toAttachment = (document: AttachmentDocument): StoredAttachment => ({
  id: document._id.toHexString(),
  roomId: document.room.toHexString(),
  ownerId: document.owner.toHexString(),
  messageId: document.message?.toHexString() ?? null,
  filename: document.filename,
  originalName: document.originalName,
  mimeType: document.mimeType,
  bytes: document.filesize,
  width: document.width ?? null,
  height: document.height ?? null,
  createdAt: document.createdAt.toISOString(),
});
