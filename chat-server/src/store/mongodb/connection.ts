import { setTimeout as delay } from 'node:timers/promises';

import {
  ObjectId,
  WriteConcern,
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  type MongoClient,
  type UUID,
} from 'mongodb';
import type { Payload } from 'payload';

import { unavailable } from '../../errors';
import { isUnreachable } from '../is-unreachable';

/** How long a transaction is tried again before the write is refused. */
const transactionPatience = 10_000; // 10 seconds

/** How long a transaction collides before others are looked at that nobody may be going on with. */
const collisionPatience = 300; // 300 ms

/** A transaction that nobody has gone on with for so long has lost its process, or that stands still. */
const abandonedAfter = 3_000; // 3 seconds

const slugs = [
  'chat-messages',
  'chat-attachments',
  'chat-memberships',
  'chat-rooms',
  'chat-room-counters',
  'chat-invites',
  'audit-log',
  'random-sessions',
  'random-seats',
  'user-blocks',
  'users',
] as const;
type Slug = (typeof slugs)[number];

/** The collections that are the chat's alone, with their indexes. */
const ownIndexes = {
  'chat-search-entries': [{ room: 1, terms: 1, last: -1 }],
  'chat-search-progress': [],
} satisfies Record<string, Record<string, 1 | -1>[]>;

/** What versions before this one kept, and nothing reads any more. */
const outdated = ['chat-message-terms', 'chat-search-rooms'];

/** What the stores use of the mongoose connection that Payload's MongoDB adapter opened. */
interface MongooseDatabase {
  connection: { getClient(): MongoClient };
  collections: Record<
    Slug,
    { collection: { collectionName: string }; ensureIndexes(): Promise<void> }
  >;
}

interface TransactionOptions {
  /** How often it is run at most. Where the last of them collides it rejects, not with UNAVAILABLE. Default: Infinity. */
  attempts?: number;
  /** Whether it did just before, so that the first time waits as well. Default: false. */
  hasCollided?: boolean;
}

/** Payload's own connection to its MongoDB replica set. */
export class MongoConnection {
  readonly #payload: Payload;
  #known: { client: MongoClient; db: Db } | undefined;
  #indexes: Promise<void> | undefined;
  /** The search for abandoned transactions that is under way. */
  #ending: Promise<void> | undefined;

  constructor(payload: Payload) {
    this.#payload = payload;
  }

  // Looked up each time, as Payload makes new ones when it reconnects.
  get #database(): MongooseDatabase {
    return this.#payload.db as unknown as MongooseDatabase;
  }

  get #client(): MongoClient {
    return this.#database.connection.getClient();
  }

  /** Making one costs as much as a small read. */
  get #db(): Db {
    const client = this.#client;
    if (this.#known?.client !== client) this.#known = { client, db: client.db() };
    return this.#known.db;
  }

  collection<T extends Document>(slug: Slug): Collection<T> {
    const { collectionName } = this.#database.collections[slug].collection;
    return this.#db.collection<T>(collectionName);
  }

  /** A collection that Payload knows nothing of. */
  ownCollection<T extends Document>(name: keyof typeof ownIndexes): Collection<T> {
    return this.#db.collection<T>(name);
  }

  /** Payload builds indexes in the background; what is written here relies on the unique ones. */
  async #ensureIndexes(): Promise<void> {
    try {
      await Promise.all([
        ...slugs.map((slug) => this.#database.collections[slug].ensureIndexes()),
        ...Object.entries(ownIndexes).flatMap(([name, indexes]) =>
          indexes.map((index) => this.#db.collection(name).createIndex(index)),
        ),
        this.#dropOutdated(),
      ]);
    } catch (error) {
      this.#indexes = undefined;
      throw error;
    }
  }

  async #dropOutdated(): Promise<void> {
    const found = await this.#db
      .listCollections({ name: { $in: outdated } }, { nameOnly: true })
      .toArray();
    for (const { name } of found) {
      await this.#db.dropCollection(name).catch((error: unknown) => {
        // Another process was faster.
        if ((error as { code?: unknown }).code !== namespaceNotFound) throw error;
      });
    }
  }

  /** Reads that all see the same moment. */
  snapshot<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    return available(() => this.#client.withSession({ snapshot: true }, work));
  }

  /**
   * Runs `work` in a transaction with majority writes, again when it collides with another one or was
   * ended by mistake. A duplicate key is the caller's to resolve: see {@link isDuplicateKey}.
   */
  async transaction<T>(
    work: (session: ClientSession) => Promise<T>,
    { attempts: most = Infinity, hasCollided = false }: TransactionOptions = {},
  ): Promise<T> {
    await available(() => (this.#indexes ??= this.#ensureIndexes()));
    const start = Date.now();
    let attempts = 0;
    let lookAgainAt = start + collisionPatience;
    const progress = { isCommitting: false };
    const attempt = async (session: ClientSession): Promise<T> => {
      progress.isCommitting = false;
      if (attempts >= most) throw new Error('Transactions collided');
      const now = Date.now();
      if (now > start + transactionPatience) {
        throw unavailable('The database is too busy. Try again.');
      }
      if (now > lookAgainAt) {
        // One search for all that collide in this process.
        await (this.#ending ??= this.#endAbandonedTransactions().finally(() => {
          this.#ending = undefined;
        }));
        lookAgainAt = Date.now() + collisionPatience;
      }
      // The driver tries again at once; two that collide would go on doing so.
      const collisions = attempts + Number(hasCollided);
      if (collisions > 0) await delay(Math.random() * Math.min(2 ** collisions, 50));
      attempts += 1;
      const result = await work(session);
      progress.isCommitting = true;
      return result;
    };
    const run = (): Promise<T> =>
      this.#client.withSession((session) =>
        session.withTransaction(attempt, {
          readConcern: { level: 'snapshot' },
          writeConcern: new WriteConcern('majority'),
          readPreference: 'primary',
        }),
      );
    for (;;) {
      try {
        return await available(run);
      } catch (error) {
        // Ended by somebody who took it for abandoned: see below. `attempt` says when it is enough.
        const { code } = error as { code?: unknown };
        if (code !== interrupted && code !== noSuchTransaction) throw error;
        if (code === interrupted && progress.isCommitting) {
          // Nobody knows whether it is stored. Who tries again finds out.
          throw unavailable('The database is too busy. Try again.', { cause: error });
        }
      }
    }
  }

  /**
   * A process that dies within a transaction leaves it open, and MongoDB ends it only after a minute
   * (transactionLifetimeLimitSeconds), in which nobody could post in that room. To end one that is not
   * abandoned after all does no harm: its process runs it again.
   *
   * Only the chat's transactions read at a snapshot, so only they are ended. Where the database user may
   * not look, it stays at the minute.
   */
  async #endAbandonedTransactions(): Promise<void> {
    const admin = this.#client.db('admin');
    const isAbandoned = {
      type: 'idleSession',
      'transaction.parameters.readConcern.level': 'snapshot',
      'transaction.timeInactiveMicros': { $gt: abandonedAfter * 1_000 },
    };
    try {
      const abandoned = await admin
        .aggregate<{ lsid: { id: UUID } }>([
          { $currentOp: { allUsers: false, idleSessions: true } },
          { $match: isAbandoned },
        ])
        .toArray();
      if (abandoned.length === 0) return;
      await admin.command({ killSessions: abandoned.map(({ lsid: { id } }) => ({ id })) });
    } catch (error) {
      if (!notAllowed.has((error as { code?: unknown }).code)) throw error;
    }
  }
}

/** The codes of what becomes of a transaction whose session was killed. */
const interrupted = 11_601;
const noSuchTransaction = 251;

const namespaceNotFound = 26;

/** Unauthorized, and AtlasError: shared clusters answer no $currentOp. */
const notAllowed = new Set<unknown>([13, 8000]);

export const isDuplicateKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000;

/** Ids that are none of MongoDB's are dropped: nothing can have them. */
export const objectIds = (ids: readonly string[]): ObjectId[] =>
  ids.filter(isObjectId).map((id) => new ObjectId(id));

export const isObjectId = (id: string): boolean => /^[0-9a-f]{24}$/.test(id);

/** Runs what uses the database, and names its failures as the stores promise. */
export async function available<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    throw unavailable('The database cannot be reached now. Try again.', { cause: error });
  }
}
