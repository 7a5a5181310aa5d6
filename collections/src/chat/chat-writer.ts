import type { DatabaseAdapter, Payload, PayloadRequest } from 'payload';

import { moderationOf, type Moderation } from './moderate-message';

/** What the chat does with what people change in the admin panel and the CMS's APIs. */
export interface ChatWriter {
  /**
   * Changes a message as the chat does: with a revision of its own, told to all who listen.
   *
   * @throws Error with a `status` where the message cannot be changed so
   */
  moderateMessage(id: string, moderation: Moderation): Promise<void>;
  /** A sanction in a room was imposed, changed or lifted, and that is stored. */
  memberSanctioned(roomId: string, userId: string): Promise<void>;
  /** A room itself was changed, and that is stored. */
  roomChanged(roomId: string): Promise<void>;
  /** The messages of a room are deleted for good: nothing that they were found by stays either. */
  forgetSearchTerms(roomId: string): Promise<void>;
}

// Kept on the Payload instance, like the event bus.
const writerKey = Symbol.for('coco-chat.chat-writer');

type WithWriter = Payload & { [writerKey]?: ChatWriter };

/** The chat of this Payload instance; undefined where there is none, as in a migration. */
export const chatWriterOf = (payload: Payload): ChatWriter | undefined =>
  (payload as WithWriter)[writerKey];

/**
 * Lets the chat write what moderators change. Payload writes whole documents back, and so would undo
 * what people do meanwhile; instead the chat changes what the moderator has changed, and nothing else.
 */
export function attachChatWriter(payload: Payload, writer: ChatWriter): void {
  const isFirst = chatWriterOf(payload) === undefined;
  Object.defineProperty(payload, writerKey, { value: writer, configurable: true });
  if (isFirst) decorate(payload);
}

function decorate(payload: Payload): void {
  const { db } = payload;
  const updateOne: DatabaseAdapter['updateOne'] = db.updateOne.bind(db);
  const decorated = async (args: Parameters<typeof updateOne>[0]): Promise<unknown> => {
    const { collection, id, req } = args;
    const writer = chatWriterOf(payload);
    const moderation =
      collection === 'chat-messages' && id !== undefined ? moderationOf(req, String(id)) : null;
    if (!writer || !moderation) return updateOne(args);
    const isEmpty = moderation.text === undefined && moderation.isHidden === undefined;
    if (!isEmpty) await writer.moderateMessage(String(id), moderation);
    // Read outside of the request's transaction, which cannot see what was stored beside it.
    return db.findOne({ collection, where: { id: { equals: id } } });
  };
  db.updateOne = decorated as DatabaseAdapter['updateOne'];
}

/** Tells the chat that a request has changed a room. */
export const roomChanged = async (req: PayloadRequest, roomId: string): Promise<void> =>
  chatWriterOf(req.payload)?.roomChanged(roomId);
