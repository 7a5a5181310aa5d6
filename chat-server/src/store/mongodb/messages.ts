import { ObjectId, type ClientSession, type Filter, type UpdateFilter } from 'mongodb';

import { unavailable } from '../../errors';
import {
  noCounters,
  type Changes,
  type MessageChange,
  type MessageKey,
  type MessageStore,
  type NewMessage,
  type Posted,
  type RoomCounters,
  type Snapshot,
  type StoredMessage,
  type Stretch,
} from '../message-store';
import type { SearchIndexer } from '../search-indexer';
import { MongoAttachmentStore } from './attachments';
import { writeAudit } from './audit';
import { CombinedCommit } from './combined-commit';
import {
  available,
  isDuplicateKey,
  isObjectId,
  objectIds,
  type MongoConnection,
} from './connection';
import type { CountersDocument } from './counters-document';
import type { MongoSearchIndex } from './search';
import { toDocument, toMessage, toUpdate, type MessageDocument } from './message-document';

/** Messages of one room, and those that came behind them meanwhile. */
interface Group {
  readonly messages: readonly NewMessage[];
  readonly takeMore: () => readonly NewMessage[];
}

/** How often a group is tried again when a key turns out to be taken. */
const attempts = 5;

export class MongoMessageStore implements MessageStore {
  readonly #connection: MongoConnection;
  readonly #attachments: MongoAttachmentStore;
  readonly #searchIndex: MongoSearchIndex;
  readonly #indexer: SearchIndexer;
  readonly #commits = new CombinedCommit<Group, Posted[]>({
    together: (groups) => this.#postTogether(groups),
    alone: (group) => this.#postAlone(group),
  });

  constructor(connection: MongoConnection, searchIndex: MongoSearchIndex, indexer: SearchIndexer) {
    this.#connection = connection;
    this.#attachments = new MongoAttachmentStore(connection);
    this.#searchIndex = searchIndex;
    this.#indexer = indexer;
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

  async post(
    messages: readonly NewMessage[],
    takeMore: () => readonly NewMessage[] = () => [],
  ): Promise<Posted[]> {
    const posted = await this.#commits.add({ messages, takeMore });
    this.#indexer.notice(posted);
    return posted;
  }

  async #postTogether(groups: readonly Group[]): Promise<Posted[][]> {
    const messages = groups.flatMap((group) => group.messages);
    const posted = await this.#connection.transaction(
      (session) => this.#post(messages, false, session),
      { attempts: 1 },
    );
    let next = 0;
    return groups.map((group) => posted.slice(next, (next += group.messages.length)));
  }

  async #postAlone({ messages: first, takeMore }: Group): Promise<Posted[]> {
    const messages = [...first];
    // Most messages are new, so that is what is tried first; a key that is taken says otherwise.
    let lookFirst = false;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      try {
        return await this.#connection.transaction(
          (session) => {
            messages.push(...takeMore());
            return this.#post(messages, lookFirst, session);
          },
          { hasCollided: true },
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
    if (messages.length === 0) return [];
    const places = await this.#takePlaces(messages, session);
    const now = new Date();
    const documents = messages.map((message) => {
      const place = places.get(message.roomId);
      if (!place) throw new Error('The counters of a room were committed and cannot be read');
      place.seq += 1;
      place.revision += 1;
      return toDocument(message, { ...place, now });
    });
    await this.#messages.insertMany(documents, { session });
    await this.#moveReadMarkers(documents, session);
    for (const [index, message] of messages.entries()) {
      const { _id } = documents[index] ?? {};
      if (_id) await this.#attachments.attach(_id, message, session);
    }
    return documents.map(toMessage);
  }

  /**
   * Moves each room's counters on for its messages. @returns where the rooms stood before
   *
   * The counters come first: two transactions on one room collide here, before either has worked.
   */
  async #takePlaces(
    messages: readonly NewMessage[],
    session: ClientSession,
  ): Promise<Map<string, { seq: number; revision: number }>> {
    const counts = new Map<string, number>();
    for (const { roomId } of messages) counts.set(roomId, (counts.get(roomId) ?? 0) + 1);
    const moves = [...counts].map(([roomId, count]) => ({
      filter: { _id: new ObjectId(roomId) },
      update: {
        $inc: { lastSeq: count, revision: count },
        $setOnInsert: { memberCount: 0, __v: 0 },
      },
    }));
    const documents = await this.#moveCounters(moves, session);
    return new Map(
      documents.map(({ _id, lastSeq, revision }) => {
        const roomId = _id.toHexString();
        const count = counts.get(roomId) ?? 0;
        return [roomId, { seq: lastSeq - count, revision: revision - count }];
      }),
    );
  }

  /** @returns the counters as they are then */
  async #moveCounters(
    moves: readonly { filter: { _id: ObjectId }; update: UpdateFilter<CountersDocument> }[],
    session: ClientSession,
  ): Promise<CountersDocument[]> {
    const [first, second] = moves;
    if (first && !second) {
      const options = { session, upsert: true, returnDocument: 'after' } as const;
      const counters = await this.#counters.findOneAndUpdate(first.filter, first.update, options);
      return counters ? [counters] : [];
    }
    await this.#counters.bulkWrite(
      moves.map((move) => ({ updateOne: { ...move, upsert: true } })),
      { session, ordered: false },
    );
    const ids = moves.map(({ filter: { _id } }) => _id);
    return this.#counters.find({ _id: { $in: ids } }, { session }).toArray();
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

  change(change: MessageChange): Promise<StoredMessage | null> {
    if (!isObjectId(change.id) || !isObjectId(change.roomId)) return Promise.resolve(null);
    return this.#connection.transaction((session) => this.#change(change, session));
  }

  async #change(
    { audit, expectedRevision, id, roomId, set }: MessageChange,
    session: ClientSession,
  ): Promise<StoredMessage | null> {
    const revision = await this.#nextRevision(roomId, session);
    const update = toUpdate(set);
    const now = new Date();
    const document = await this.#messages.findOneAndUpdate(
      { _id: new ObjectId(id), room: new ObjectId(roomId), revision: expectedRevision },
      { ...update, $set: { ...update.$set, revision, updatedAt: now } },
      { session, returnDocument: 'after' },
    );
    if (!document) {
      await session.abortTransaction();
      return null;
    }
    if (set.text !== undefined) await this.#searchIndex.change(document, session);
    if (audit) {
      const target = { collection: 'chat-messages', id };
      await writeAudit(this.#connection, audit, target, session);
    }
    return toMessage(document);
  }

  bumpRevision(roomId: string): Promise<number> {
    return this.#connection.transaction((session) => this.#nextRevision(roomId, session));
  }

  /** Moves the revision on; two transactions on one room collide here, before either has worked. */
  async #nextRevision(roomId: string, session: ClientSession): Promise<number> {
    const counters = await this.#counters.findOneAndUpdate(
      { _id: new ObjectId(roomId) },
      { $inc: { revision: 1 }, $setOnInsert: { lastSeq: 0, memberCount: 0, __v: 0 } },
      { session, upsert: true, returnDocument: 'after' },
    );
    if (!counters) throw new Error('The counters of a room were committed and cannot be read');
    return counters.revision;
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
    if (!isObjectId(roomId)) return { counters: noCounters, messages: [] };
    const room = new ObjectId(roomId);
    return this.#connection.snapshot(async (session) => {
      const counters = await this.#counters.findOne({ _id: room }, { session });
      const messages = this.#messages.find({ room, ...filter }, { session, ...options });
      return {
        counters: counters ? toCounters(counters) : noCounters,
        messages: (await messages.toArray()).map(toMessage),
      };
    });
  }

  async stretches(stretches: readonly Stretch[]): Promise<StoredMessage[][]> {
    const possible = stretches.filter(({ roomId }) => isObjectId(roomId));
    if (possible.length === 0) return stretches.map(() => []);
    const messages = await this.#find({
      $or: possible.map(({ first, last, roomId }) => ({
        room: new ObjectId(roomId),
        seq: { $gte: first, $lte: last },
      })),
    });
    const inOrder = messages.sort((a, b) => a.seq - b.seq);
    return stretches.map(({ first, last, roomId }) =>
      inOrder.filter(
        (message) => message.roomId === roomId && message.seq >= first && message.seq <= last,
      ),
    );
  }

  byIds(ids: readonly string[]): Promise<StoredMessage[]> {
    return this.#find({ _id: { $in: objectIds(ids) } });
  }

  async sent(key: MessageKey): Promise<StoredMessage | null> {
    if (!isObjectId(key.roomId) || !isObjectId(key.authorId)) return null;
    const [message] = await this.#find(keyFilter(key));
    return message ?? null;
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

const keyFilter = ({ roomId, authorId, clientMessageId }: MessageKey): Filter<MessageDocument> => ({
  room: new ObjectId(roomId),
  author: new ObjectId(authorId),
  clientMessageId,
});

const toCounters = ({ lastSeq, memberCount, revision }: RoomCounters): RoomCounters => ({
  lastSeq,
  revision,
  memberCount,
});
