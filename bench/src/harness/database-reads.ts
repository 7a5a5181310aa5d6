import { MongoClient } from 'mongodb';

/** How often a MongoDB database was read, by collection. */
export type Reads = Readonly<Record<string, number>>;

interface Top {
  readonly totals: Readonly<Record<string, { readonly readLock?: { readonly count: number } }>>;
}

/** Counts reads of a database as the server itself does (`top`). */
export class ReadCounter {
  readonly #client: MongoClient;

  private constructor(client: MongoClient) {
    this.#client = client;
  }

  static async open(uri: string): Promise<ReadCounter> {
    return new ReadCounter(await MongoClient.connect(uri));
  }

  /** Since the server started. */
  async reads(): Promise<Reads> {
    const { totals } = (await this.#client.db('admin').command({ top: 1 })) as unknown as Top;
    const prefix = `${this.#client.db().databaseName}.`;
    return Object.fromEntries(
      Object.entries(totals).flatMap(([name, { readLock }]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), readLock?.count ?? 0]] : [],
      ),
    );
  }

  /** By which its processor time can be had. */
  async serverPid(): Promise<number> {
    const { pid } = await this.#client.db('admin').command({ serverStatus: 1 });
    return Number(pid);
  }

  stop(): Promise<void> {
    return this.#client.close();
  }
}
