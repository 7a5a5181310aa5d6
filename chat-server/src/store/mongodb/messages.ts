import { ObjectId, type ClientSession, type Filter } from 'mongodb';

import { unavailable } from '../../errors';
import type {
  Changes,
  MessageStore,
  NewMessage,
  Posted,
  RoomCounters,
  Snapshot,
  StoredMessage,
} from '../message-store';
import {
  available,
  isDuplicateKey,
  isObjectId,
  objectIds,
  type MongoConnection,
} from './connection';

/** A message as Payload's own model writes it: what is null there is left out. */
interface MessageDocument {
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
  createdBy?: ObjectId | null;
  editedAt?: Date | null;
  deletedAt?: Date | null;
  hiddenAt?: Date | null;
  addressHash?: string | null;
  userAgent?: string | null;
  createdAt: Date;
  updatedAt: Date;
  __v: number;
}

interface CountersDocument extends RoomCounters {
  _id: ObjectId;
  __v: number;
}

/** How often a group is tried again when a key turns out to be taken. */
const attempts = 5;

export class MongoMessageStore implements MessageStore {
  readonly #connection: MongoConnection;

  constructor(connection: MongoConnection) {
    this.#connection = connection;
  }

  get #messages() {
    return this.#connection.collection<MessageDocument>('chat-messages');
  }

  get #counters() {
    return this.#connection.collection<CountersDocument>('chat-room-counters');
  }

  groupKey({ roomId }: NewMessage): string {
    return roomId;
  }

  async post(messages: readonly NewMessage[]): Promise<Posted[]> {
    // Most messages are new, so that is what is tried first; a key that is taken says otherwise.
    let lookFirst = false;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      try {
        return await this.#connection.transaction((session) =>
          this.#post(messages, lookFirst, session),
        );
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        lookFirst = true;
      }
    }
    throw unavailable('The database is too busy. Try again.');
  }

  async #post(
    messages: readonly NewMessage[],
    lookFirst: boolean,
    session: ClientSession,
  ): Promise<Posted[]> {
    const known = new Map<string, StoredMessage>();
    if (lookFirst) {
      const documents = this.#messages.find({ $or: messages.map(keyFilter) }, { session });
      for await (const document of documents) {
        const message = toMessage(document);
        known.set(keyOf(message), message);
      }
    }
    const fresh = new Map<string, NewMessage>();
    for (const message of messages) {
      const key = keyOf(message);
      if (!known.has(key) && !fresh.has(key)) fresh.set(key, message);
    }
    const stored = await this.#insert([...fresh.values()], session);
    const byKey = new Map([...known.values(), ...stored].map((entry) => [keyOf(entry), entry]));
    return messages.map((message) => {
      const key = keyOf(message);
      const first = byKey.get(key);
      if (!first) throw new Error('A message was committed and cannot be read');
      return { message: first, isNew: fresh.delete(key) };
    });
  }

  async #insert(messages: readonly NewMessage[], session: ClientSession): Promise<StoredMessage[]> {
    const rooms = new Set(messages.map(({ roomId }) => roomId));
    const stored: StoredMessage[] = [];
    for (const roomId of rooms) {
      const own = messages.filter((message) => message.roomId === roomId);
      const room = new ObjectId(roomId);
      // The counters come first: two transactions on one room collide here, before either has worked.
      const counters = await this.#counters.findOneAndUpdate(
        { _id: room },
        {
          $inc: { lastSeq: own.length, revision: own.length },
          $setOnInsert: { memberCount: 0, __v: 0 },
        },
        { session, upsert: true, returnDocument: 'after' },
      );
      if (!counters) throw new Error('The counters of a room were committed and cannot be read');
      const now = new Date();
      const documents = own.map((message, index) =>
        toDocument(message, {
          seq: counters.lastSeq - own.length + index + 1,
          revision: counters.revision - own.length + index + 1,
          now,
        }),
      );
      await this.#messages.insertMany(documents, { session });
      await this.#moveReadMarkers(documents, session);
      stored.push(...documents.map(toMessage));
    }
    return stored;
  }

  async #moveReadMarkers(documents: MessageDocument[], session: ClientSession): Promise<void> {
    const markers = new Map(
      documents.flatMap(({ membership, seq }) =>
        membership ? [[membership.toHexString(), { membership, seq }] as const] : [],
      ),
    );
    await this.#connection.collection('chat-memberships').bulkWrite(
      [...markers.values()].map(({ membership, seq }) => ({
        updateOne: { filter: { _id: membership }, update: { $max: { lastReadSeq: seq } } },
      })),
      { session, ordered: false },
    );
  }

  async since(roomId: string, revision: number, limit: number): Promise<Changes> {
    const { counters, messages } = await this.#together(
      roomId,
      { revision: { $gt: revision } },
      { sort: { revision: 1 }, limit: limit + 1 },
    );
    return {
      counters,
      messages: messages.slice(0, limit),
      isComplete: messages.length <= limit,
    };
  }

  async latestChanges(roomId: string, limit: number): Promise<Snapshot> {
    const options = { sort: { revision: -1 as const }, limit };
    const { counters, messages } = await this.#together(roomId, {}, options);
    return { counters, messages: messages.reverse() };
  }

  async newest(roomId: string, limit: number): Promise<Snapshot> {
    const { counters, messages } = await this.#together(roomId, {}, { sort: { seq: -1 }, limit });
    return { counters, messages: messages.reverse() };
  }

  async #together(
    roomId: string,
    filter: Filter<MessageDocument>,
    options: { sort: Record<string, 1 | -1>; limit: number },
  ): Promise<Snapshot> {
    if (!isObjectId(roomId)) return { counters: toCounters(null), messages: [] };
    const room = new ObjectId(roomId);
    return this.#connection.snapshot(async (session) => {
      const counters = await this.#counters.findOne({ _id: room }, { session });
      const messages = this.#messages.find({ room, ...filter }, { session, ...options });
      return {
        counters: toCounters(counters),
        messages: (await messages.toArray()).map(toMessage),
      };
    });
  }

  async page(
    roomId: string,
    { after = 0, before = Number.MAX_SAFE_INTEGER, from }: Parameters<MessageStore['page']>[1],
    limit: number,
  ): Promise<StoredMessage[]> {
    if (!isObjectId(roomId)) return [];
    const documents = await available(() =>
      this.#messages
        .find({ room: new ObjectId(roomId), seq: { $gt: after, $lt: before } })
        .sort({ seq: from === 'oldest' ? 1 : -1 })
        .limit(limit)
        .toArray(),
    );
    const messages = documents.map(toMessage);
    return from === 'oldest' ? messages : messages.reverse();
  }

  byIds(ids: readonly string[]): Promise<StoredMessage[]> {
    return this.#find({ _id: { $in: objectIds(ids) } });
  }

  bySeqs(places: readonly { roomId: string; seq: number }[]): Promise<StoredMessage[]> {
    const possible = places.filter(({ roomId }) => isObjectId(roomId));
    if (possible.length === 0) return Promise.resolve([]);
    return this.#find({
      $or: possible.map(({ roomId, seq }) => ({ room: new ObjectId(roomId), seq })),
    });
  }

  async counters(roomIds: readonly string[]): Promise<Map<string, RoomCounters>> {
    const documents = await available(() =>
      this.#counters.find({ _id: { $in: objectIds(roomIds) } }).toArray(),
    );
    return new Map(documents.map((document) => [document._id.toHexString(), toCounters(document)]));
  }

  async #find(filter: Filter<MessageDocument>): Promise<StoredMessage[]> {
    const documents = await available(() => this.#messages.find(filter).toArray());
    return documents.map(toMessage);
  }
}

type Key = Pick<StoredMessage, 'roomId' | 'authorId' | 'clientMessageId'>;

const keyOf = ({ roomId, authorId, clientMessageId }: Key): string =>
  JSON.stringify([roomId, authorId, clientMessageId]);

const keyFilter = ({ roomId, authorId, clientMessageId }: NewMessage): Filter<MessageDocument> => ({
  room: new ObjectId(roomId),
  author: new ObjectId(authorId),
  clientMessageId,
});

const toDocument = (
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
  createdBy: new ObjectId(message.authorId),
  ...(message.addressHash === null ? {} : { addressHash: message.addressHash }),
  ...(message.userAgent === null ? {} : { userAgent: message.userAgent }),
  createdAt: now,
  updatedAt: now,
  __v: 0,
});

const toMessage = (document: MessageDocument): StoredMessage => ({
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
  createdAt: document.createdAt.toISOString(),
  editedAt: document.editedAt?.toISOString() ?? null,
  deletedAt: document.deletedAt?.toISOString() ?? null,
  hiddenAt: document.hiddenAt?.toISOString() ?? null,
});

const toCounters = (document: RoomCounters | null): RoomCounters => ({
  lastSeq: document?.lastSeq ?? 0,
  revision: document?.revision ?? 0,
  memberCount: document?.memberCount ?? 0,
});
