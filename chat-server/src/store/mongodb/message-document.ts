import { ObjectId } from 'mongodb';

import type { MessageEdit, NewMessage, StoredMessage, StoredReaction } from '../message-store';

/** A message as Payload's own model writes it: what is null there is left out. */
export interface MessageDocument {
  _id: ObjectId;
  room: ObjectId;
  seq: number;
  revision: number;
  kind: StoredMessage['kind'];
  text?: string | null;
  payload?: unknown;
  author?: ObjectId | null;
  membership?: ObjectId | null;
  clientMessageId: string;
  replyTo?: ObjectId | null;
  mentions?: string[] | null;
  reactions?: StoredReaction[] | null;
  createdBy?: ObjectId | null;
  editedAt?: Date | null;
  editedBy?: ObjectId | null;
  deletedAt?: Date | null;
  deletedBy?: ObjectId | null;
  hiddenAt?: Date | null;
  hiddenBy?: ObjectId | null;
  addressHash?: string | null;
  userAgent?: string | null;
  createdAt: Date;
  updatedAt: Date;
  __v: number;
}

export const toDocument = (
  message: NewMessage,
  { seq, revision, now }: { seq: number; revision: number; now: Date },
): MessageDocument => ({
  _id: new ObjectId(),
  room: new ObjectId(message.roomId),
  seq,
  revision,
  kind: message.kind,
  text: message.text,
  ...(message.payload === null ? {} : { payload: message.payload }),
  author: new ObjectId(message.authorId),
  membership: new ObjectId(message.membershipId),
  clientMessageId: message.clientMessageId,
  ...(message.replyToId === null ? {} : { replyTo: new ObjectId(message.replyToId) }),
  ...(message.mentions.length === 0 ? {} : { mentions: [...message.mentions] }),
  createdBy: new ObjectId(message.authorId),
  ...(message.addressHash === null ? {} : { addressHash: message.addressHash }),
  ...(message.userAgent === null ? {} : { userAgent: message.userAgent }),
  createdAt: now,
  updatedAt: now,
  __v: 0,
});

export const toMessage = (document: MessageDocument): StoredMessage => ({
  id: document._id.toHexString(),
  roomId: document.room.toHexString(),
  seq: document.seq,
  revision: document.revision,
  kind: document.kind,
  text: document.text ?? null,
  payload: document.payload ?? null,
  authorId: document.author?.toHexString() ?? null,
  membershipId: document.membership?.toHexString() ?? null,
  clientMessageId: document.clientMessageId,
  replyToId: document.replyTo?.toHexString() ?? null,
  mentions: document.mentions ?? [],
  reactions: document.reactions ?? [],
  createdAt: document.createdAt.toISOString(),
  editedAt: document.editedAt?.toISOString() ?? null,
  deletedAt: document.deletedAt?.toISOString() ?? null,
  hiddenAt: document.hiddenAt?.toISOString() ?? null,
});

/** What an edit sets, and what it takes away. */
export function toUpdate(edit: MessageEdit): {
  $set: Partial<MessageDocument>;
  $unset: Partial<Record<keyof MessageDocument, ''>>;
} {
  const $set: Record<string, unknown> = {};
  const $unset: Record<string, ''> = {};
  for (const [field, value] of Object.entries(edit)) {
    const isAccount = field.endsWith('ById');
    const name = isAccount ? field.slice(0, -2) : field;
    if (value === null || (Array.isArray(value) && value.length === 0)) $unset[name] = '';
    else if (typeof value !== 'string') $set[name] = value;
    else if (isAccount) $set[name] = new ObjectId(value);
    else $set[name] = field.endsWith('At') ? new Date(value) : value;
  }
  return { $set, $unset };
}
