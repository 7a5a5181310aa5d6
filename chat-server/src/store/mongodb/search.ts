import { ObjectId, type ClientSession, type Filter, type FindCursor, type WithId } from 'mongodb';

import {
  blocksPerTransaction,
  nextBlocks,
  termsOfBlocks,
  type IndexProgress,
  type SeqRange,
} from '../search-blocks';
import type { SearchedMessage, SearchIndex } from '../search-index';
import { indexTerms } from '../search-terms';
import { available, isDuplicateKey, isObjectId, type MongoConnection } from './connection';
import type { CountersDocument } from './counters-document';
import type { MessageDocument } from './message-document';

/** What a block is found by, or, under the message's own id, a message that was edited. */
interface EntryDocument {
  _id: ObjectId;
  room: ObjectId;
  /** The last seq that it stands for. */
  last: number;
  terms: string[];
}

/** How far a room is indexed, under the room's id. */
interface ProgressDocument {
  _id: ObjectId;
  /** Every block up to this seq is. */
  indexedTo: number;
  /** How often the room was forgotten. */
  forgotten?: number;
}

/** The index is a collection of entries, whose index has the terms of a room in the order of their places. */
export class MongoSearchIndex implements SearchIndex {
  readonly #connection: MongoConnection;

  constructor(connection: MongoConnection) {
    this.#connection = connection;
  }

  get #entries() {
    return this.#connection.ownCollection<EntryDocument>('chat-search-entries');
  }

  get #progress() {
    return this.#connection.ownCollection<ProgressDocument>('chat-search-progress');
  }

  get #counters() {
    return this.#connection.collection<CountersDocument>('chat-room-counters');
  }

  get #messages() {
    return this.#connection.collection<MessageDocument>('chat-messages');
  }

  async progress(roomId: string): Promise<IndexProgress | null> {
    if (!isObjectId(roomId)) return null;
    const filter = { _id: new ObjectId(roomId) };
    const [progress, counters] = await available(() =>
      Promise.all([this.#progress.findOne(filter), this.#counters.findOne(filter)]),
    );
    return counters && { indexedTo: progress?.indexedTo ?? 0, lastSeq: counters.lastSeq };
  }

  async entries(
    roomId: string,
    terms: readonly string[],
    upTo: number,
    limit: number,
  ): Promise<number[]> {
    const entries = await available(() => this.findEntries(roomId, terms, upTo, limit).toArray());
    return entries.map(({ last }) => last);
  }

  findEntries(
    roomId: string,
    terms: readonly string[],
    upTo: number,
    limit: number,
  ): FindCursor<WithId<EntryDocument>> {
    return this.#entries
      .find({ room: new ObjectId(roomId), terms: { $all: [...terms] }, last: { $lte: upTo } })
      .project<WithId<EntryDocument>>({ last: 1 })
      .sort({ last: -1 })
      .limit(limit);
  }

  async texts(roomId: string, ranges: readonly SeqRange[]): Promise<SearchedMessage[]> {
    const messages = await available(() => this.findTexts(roomId, ranges).toArray());
    return messages
      .map(({ _id, author, seq, text }) => ({
        id: _id.toHexString(),
        seq,
        text: text ?? '',
        authorId: author?.toHexString() ?? null,
      }))
      .sort((one, other) => other.seq - one.seq);
  }

  findTexts(roomId: string, ranges: readonly SeqRange[]): FindCursor<WithId<MessageDocument>> {
    const room = new ObjectId(roomId);
    const isStanding = { deletedAt: null, hiddenAt: null };
    const inRanges = ranges.map((range) => ({ ...inRange(room, range), ...isStanding }));
    return this.#messages
      .find({ $or: inRanges })
      .project<WithId<MessageDocument>>({ seq: 1, text: 1, author: 1 });
  }

  async indexBlocks(roomIds: readonly string[]): Promise<string[]> {
    const rooms = roomIds.filter(isObjectId).map((id) => new ObjectId(id));
    try {
      return await this.#connection.transaction((session) => this.#indexBlocks(rooms, session));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // Somebody else began with one of the rooms at the same time, and that shows the next time.
      return [...roomIds];
    }
  }

  async #indexBlocks(rooms: readonly ObjectId[], session: ClientSession): Promise<string[]> {
    const most = Math.max(1, Math.floor(blocksPerTransaction / rooms.length));
    const before = await this.#progressOf(rooms, session);
    const work = rooms.flatMap((room) => {
      const progress = before.get(room.toHexString());
      const blocks = progress && nextBlocks(progress, most);
      return blocks ? [{ room, blocks, lastSeq: progress.lastSeq }] : [];
    });
    if (work.length === 0) return [];
    const entries: EntryDocument[] = [];
    for (const { blocks, room } of work) {
      const messages = await this.#messages
        .find(inRange(room, blocks), { session })
        .project<{ seq: number; text?: string | null }>({ seq: 1, text: 1 })
        .toArray();
      const terms = await termsOfBlocks(
        messages.map(({ seq, text }) => ({ seq, text: text ?? '' })),
      );
      for (const [last, own] of terms) {
        entries.push({ _id: new ObjectId(), room, last, terms: own });
      }
    }
    // Where two index the same room, they collide here: one of both is tried again, and sees what is left.
    await this.#progress.bulkWrite(
      work.map(({ blocks, room }) => ({
        updateOne: {
          filter: { _id: room },
          update: { $set: { indexedTo: blocks.last } },
          upsert: true,
        },
      })),
      { session, ordered: false },
    );
    if (entries.length > 0) await this.#entries.insertMany(entries, { session, ordered: false });
    return work
      .filter(({ blocks, lastSeq }) => nextBlocks({ indexedTo: blocks.last, lastSeq }, 1))
      .map(({ room }) => room.toHexString());
  }

  async #progressOf(
    rooms: readonly ObjectId[],
    session: ClientSession,
  ): Promise<Map<string, IndexProgress>> {
    const filter = { _id: { $in: [...rooms] } };
    const progress = await this.#progress.find(filter, { session }).toArray();
    const counters = await this.#counters.find(filter, { session }).toArray();
    const indexed = new Map(progress.map(({ _id, indexedTo }) => [_id.toHexString(), indexedTo]));
    return new Map(
      counters.map(({ _id, lastSeq }) => {
        const roomId = _id.toHexString();
        return [roomId, { indexedTo: indexed.get(roomId) ?? 0, lastSeq }];
      }),
    );
  }

  async forget(roomId: string): Promise<void> {
    if (!isObjectId(roomId)) return;
    const room = new ObjectId(roomId);
    // Collides with whoever is indexing the room: they look again, and find no messages.
    await available(() =>
      this.#progress.updateOne(
        { _id: room },
        { $inc: { forgotten: 1 }, $setOnInsert: { indexedTo: 0 } },
        { upsert: true },
      ),
    );
    await available(() => this.#entries.deleteMany({ room }));
  }

  /** Indexes a message by its new text, within the transaction that gives it that. */
  async change(
    { _id, room, seq, text }: Pick<MessageDocument, '_id' | 'room' | 'seq' | 'text'>,
    session: ClientSession,
  ): Promise<void> {
    const entry = { room, last: seq, terms: indexTerms(text ?? '') };
    await this.#entries.replaceOne({ _id }, entry, { session, upsert: true });
  }
}

const inRange = (room: ObjectId, { first, last }: SeqRange): Filter<MessageDocument> => ({
  room,
  seq: { $gte: first, $lte: last },
});
