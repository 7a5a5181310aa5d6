import { MongoClient, type Db, type Document } from 'mongodb';

import type { PlanWatch, SeenStatement } from './plan-watch';
import { isSmall } from './small-collections';

/** Room for some 50,000 operations: what does not fit pushes out what came first. */
const profileBytes = 128 * 1024 * 1024; // 128 MiB

/** As `system.profile` has it. */
interface ProfiledOperation extends Document {
  op: string;
  ns: string;
  ts: Date;
  millis: number;
  command?: Document;
  planSummary?: string;
  docsExamined?: number;
  keysExamined?: number;
  nreturned?: number;
  hasSortStage?: boolean;
  nModified?: number;
  nMatched?: number;
  ndeleted?: number;
  originatingCommand?: Document;
}

/** How many documents, or keys, an operation may look at, beside two for each that it gives or changes. */
const mostExamined = 100;

/**
 * What counts of what an aggregation gives. The profile has what its first stages give, not what its client
 * gets, so one that reads thousands seems to give as many.
 */
const mostOfAggregation = 100;

/** MongoDB's own profiler on one database: every operation with the plan that it ran by. */
export class MongoProfile implements PlanWatch {
  readonly #client: MongoClient;
  readonly #works: { name: string; from: number; to: number }[] = [];

  private constructor(client: MongoClient) {
    this.#client = client;
  }

  static async start(uri: string): Promise<MongoProfile> {
    const client = await MongoClient.connect(uri);
    const db = client.db();
    await db.createCollection('system.profile', { capped: true, size: profileBytes });
    await db.command({ profile: 2 });
    return new MongoProfile(client);
  }

  get #db(): Db {
    return this.#client.db();
  }

  async during<T>(name: string, work: () => Promise<T>): Promise<T> {
    const from = Date.now();
    try {
      return await work();
    } finally {
      this.#works.push({ name, from, to: Date.now() });
    }
  }

  async seen(): Promise<SeenStatement[]> {
    const operations = await this.#db
      .collection<ProfiledOperation>('system.profile')
      .find({ op: { $in: ['query', 'command', 'update', 'remove', 'getmore'] } })
      .toArray();
    return operations
      .filter(({ ns }) => !ns.endsWith('.system.profile') && !ns.endsWith('.$cmd'))
      .map((operation) => ({
        during: this.#workAt(operation),
        about: collectionOf(operation),
        text: textOf(operation),
        faults: faultsOf(operation),
      }));
  }

  async stop(): Promise<void> {
    await this.#db.command({ profile: 0 });
    await this.#client.close();
  }

  #workAt({ millis, ts }: ProfiledOperation): string {
    const [ended, began] = [ts.getTime(), ts.getTime() - millis];
    const work = this.#works.find(({ from, to }) => from <= ended && began <= to);
    return work?.name ?? 'the server itself';
  }
}

const collectionOf = ({ ns }: ProfiledOperation): string => ns.slice(ns.indexOf('.') + 1);

function faultsOf(operation: ProfiledOperation): string[] {
  if (isSmall(collectionOf(operation))) return [];
  const { docsExamined = 0, hasSortStage, keysExamined = 0, planSummary = '' } = operation;
  const given =
    operation.nreturned ?? operation.nModified ?? operation.nMatched ?? operation.ndeleted ?? 0;
  const isAggregation = 'aggregate' in (operation.originatingCommand ?? operation.command ?? {});
  const most = mostExamined + 2 * (isAggregation ? Math.min(given, mostOfAggregation) : given);
  const faults: string[] = [];
  if (planSummary.includes('COLLSCAN')) faults.push('a scan of the collection');
  if (docsExamined > most || keysExamined > most) {
    const sorted = hasSortStage ? ', sorted in memory' : '';
    const examined = `${docsExamined} documents and ${keysExamined} keys`;
    faults.push(`${examined} looked at for ${given}, by ${planSummary}${sorted}`);
  }
  return faults;
}

/** The command without what each has of the driver; that of a cursor which is read on, too. */
function textOf({ command = {}, op, originatingCommand }: ProfiledOperation): string {
  const { $truncated: start, ...asked } = originatingCommand ?? command;
  // What is too long for the profile is cut off there.
  if (typeof start === 'string') return `${op} ${start}`;
  const told = Object.entries(asked).filter(([key]) => !ofTheDriver.test(key));
  return `${op} ${JSON.stringify(Object.fromEntries(told))}`;
}

const ofTheDriver = /^(\$|lsid|txn|autocommit|startTransaction|readConcern|writeConcern)/;
