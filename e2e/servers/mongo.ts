import { randomBytes } from 'node:crypto';

import { MongoClient } from 'mongodb';

import { MissingRequirement } from './programs';

export interface MongoDatabase {
  /** For DATABASE_URI; names the replica set and this database. */
  readonly uri: string;
  /** Drops the database. */
  stop(): Promise<void>;
}

/** `mongodb://host:port/other?options` with another database in it. */
function withDatabase(uri: string, database: string): string {
  const [, server, options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)[^?]*(\?.*)?$/.exec(uri) ?? [];
  if (server === undefined) throw new Error('MONGODB_URI is no MongoDB connection string.');
  return `${server}/${database}${options}`;
}

/**
 * A new database in the MongoDB replica set that all tests of a run share.
 *
 * @throws {MissingRequirement} where there is no MongoDB
 * @throws MongoServerSelectionError when it does not answer within 5 s
 */
export async function startMongo(): Promise<MongoDatabase> {
  const server = process.env.COCO_CHAT_TEST_MONGODB_URI;
  if (server === undefined) throw new MissingRequirement('mongod', 'none was started');
  const uri = withDatabase(server, `coco_test_${randomBytes(6).toString('hex')}`);
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 5_000 });

  return {
    uri,
    async stop() {
      await client.db().dropDatabase();
      await client.close();
    },
  };
}
