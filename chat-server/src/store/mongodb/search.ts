import { ObjectId, type ClientSession, type Document, type FindCursor, type WithId } from 'mongodb';

import { indexTerms } from '../search-terms';
import { indexingBatch, type SearchStore } from '../search-store';
import type { StoredMessage } from '../message-store';
import { available, isDuplicateKey, isObjectId, type MongoConnection } from './connection';
import { toMessage, type MessageDocument } from './message-document';

/** The terms of one message, under the message's id. */
interface EntryDocument {
  _id: ObjectId;
  room: ObjectId;
  seq: number;
  terms: string[];
}

/** How far a room is indexed. */
interface SearchRoomDocument {
  _id: ObjectId;
  /** Every message from this seq on is. */
  indexedFrom: number;
}

type Indexed = Pick<MessageDocument, '_id' | 'room' | 'seq' | 'text'>;

/** The index is a collection beside the messages, whose index has the terms of a room in order of seq. */
export class MongoSearchStore implements SearchStore {
  readonly #connection: MongoConnection;

  constructor(connection: MongoConnection) {
    this.#connection = connection;
  }

  get #entries() {
    return this.#connection.ownCollection<EntryDocument>('chat-message-terms');
  }

  get #rooms() {
    return this.#connection.ownCollection<SearchRoomDocument>('chat-search-rooms');
  }

  get #messages() {
    return this.#connection.collection<MessageDocument>('chat-messages');
  }

  async candidates(
    roomId: string,
    terms: readonly string[],
    before: number,
    limit: number,
  ): Promise<StoredMessage[]> {
    if (!isObjectId(roomId) || terms.length === 0) return [];
    const room = new ObjectId(roomId);
    await this.#indexAll(room);
    const found: StoredMessage[] = [];
    let place = before;
    // The index does not know which messages were deleted or hidden since.
    while (found.length < limit) {
      const entries = await available(() => this.find(room, terms, place, limit).toArray());
      const messages = await available(() =>
        this.#messages
          .find({
            _id: { $in: entries.map(({ _id }) => _id) },
            deletedAt: null,
            hiddenAt: null,
          })
          .sort({ seq: -1 })
          .toArray(),
      );
      found.push(...messages.map(toMessage));
      const last = entries.at(-1);
      if (!last || entries.length < limit) break;
      place = last.seq;
    }
    return found.slice(0, limit);
  }

  async forget(roomId: string): Promise<void> {
    if (!isObjectId(roomId)) return;
    const room = new ObjectId(roomId);
    await available(() => this.#entries.deleteMany({ room }));
  }

  /** The newest entries of a room with every one of the terms. */
  find(
    room: ObjectId,
    terms: readonly string[],
    before: number,
    limit: number,
  ): FindCursor<WithId<EntryDocument>> {
    return this.#entries
      .find({ room, terms: { $all: [...terms] }, seq: { $lt: before } })
      .project<WithId<EntryDocument>>({ seq: 1 })
      .sort({ seq: -1 })
      .limit(limit);
  }

  /** Indexes messages just stored, within their transaction. */
  async add(messages: readonly Indexed[], session: ClientSession): Promise<void> {
    if (messages.length === 0) return;
    await this.#entries.insertMany(messages.map(toEntry), { session });
    const begun = messages.filter(({ seq }) => seq === 1);
    if (begun.length > 0) {
      const whole = begun.map(({ room }) => ({ _id: room, indexedFrom: 1 }));
      await this.#rooms.insertMany(whole, { session });
    }
  }

  /** Indexes a message by its new text, within the transaction that gives it that. */
  async change(message: Indexed, session: ClientSession): Promise<void> {
    const { _id, ...entry } = toEntry(message);
    await this.#entries.replaceOne({ _id }, entry, { session, upsert: true });
  }

  /** Indexes what a room had before there was an index. */
  async #indexAll(room: ObjectId): Promise<void> {
    for (;;) {
      const state = await available(() => this.#rooms.findOne({ _id: room }));
      if (state && state.indexedFrom <= 1) return;
      try {
        await this.#connection.transaction((session) =>
          this.#indexBefore(room, state?.indexedFrom ?? null, session),
        );
      } catch (error) {
        // Somebody else has indexed some of the same.
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  async #indexBefore(
    room: ObjectId,
    indexedFrom: number | null,
    session: ClientSession,
  ): Promise<void> {
    const isBefore: Document = indexedFrom === null ? {} : { seq: { $lt: indexedFrom } };
    const messages = await this.#messages
      .find({ room, ...isBefore }, { session })
      .sort({ seq: -1 })
      .limit(indexingBatch)
      .toArray();
    if (messages.length > 0) {
      await this.#entries.bulkWrite(
        messages.map(toEntry).map(({ _id, ...entry }) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: entry }, upsert: true },
        })),
        { session, ordered: false },
      );
    }
    const reached = messages.length < indexingBatch ? 1 : (messages.at(-1)?.seq ?? 1);
    await this.#rooms.updateOne(
      { _id: room },
      { $min: { indexedFrom: reached } },
      { session, upsert: true },
    );
  }
}

const toEntry = ({ _id, room, seq, text }: Indexed): EntryDocument => ({
  _id,
  room,
  seq,
  terms: indexTerms(text ?? ''),
});
