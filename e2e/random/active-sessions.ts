import { MongoClient, type ObjectId } from 'mongodb';

export interface Meeting {
  people: [string, string];
  startedAt: Date;
  endedAt: Date | null;
  /** The longer of their waits, in milliseconds. */
  waitMs: number;
}

interface SessionDocument {
  _id: ObjectId;
  participantA: ObjectId;
  participantB: ObjectId;
  waitMsA: number;
  waitMsB: number;
  startedAt: Date;
  endedAt?: Date | null;
}

/** Asks the database itself who is in a session, again and again. */
export class ActiveSessions {
  readonly #client: MongoClient;
  #isWatching = true;
  #watching: Promise<void> = Promise.resolve();
  /** How often it was asked. */
  looks = 0;
  /** Accounts that were found in two active sessions at the same moment. */
  readonly doubles: string[] = [];

  private constructor(client: MongoClient) {
    this.#client = client;
  }

  static async watch(uri: string): Promise<ActiveSessions> {
    const client = await MongoClient.connect(uri, { readConcernLevel: 'majority' });
    const sessions = new ActiveSessions(client);
    sessions.#watching = sessions.#watch();
    return sessions;
  }

  async meetings(): Promise<Meeting[]> {
    const documents = await this.#sessions.find().sort({ startedAt: 1 }).toArray();
    return documents.map((document) => ({
      people: [document.participantA.toHexString(), document.participantB.toHexString()],
      startedAt: document.startedAt,
      endedAt: document.endedAt ?? null,
      waitMs: Math.max(document.waitMsA, document.waitMsB),
    }));
  }

  /** Who has blocked whom, and since when: `blocker blocked` → time. */
  async blocks(): Promise<Map<string, Date>> {
    const blocks = await this.#client
      .db()
      .collection<{ blocker: ObjectId; blocked: ObjectId; createdAt: Date }>('user-blocks')
      .find()
      .toArray();
    return new Map(
      blocks.map(({ blocked, blocker, createdAt }) => [
        `${blocker.toHexString()} ${blocked.toHexString()}`,
        createdAt,
      ]),
    );
  }

  async active(): Promise<Meeting[]> {
    return (await this.meetings()).filter(({ endedAt }) => endedAt === null);
  }

  async stop(): Promise<void> {
    this.#isWatching = false;
    await this.#watching;
    await this.#client.close();
  }

  async #watch(): Promise<void> {
    while (this.#isWatching) {
      const found = await this.#sessions
        .aggregate<{ _id: ObjectId }>([
          { $match: { state: 'active' } },
          { $project: { people: ['$participantA', '$participantB'] } },
          { $unwind: '$people' },
          { $group: { _id: '$people', sessions: { $sum: 1 } } },
          { $match: { sessions: { $gt: 1 } } },
        ])
        .toArray();
      this.doubles.push(...found.map(({ _id }) => _id.toHexString()));
      this.looks += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  get #sessions() {
    return this.#client.db().collection<SessionDocument>('random-sessions');
  }
}
