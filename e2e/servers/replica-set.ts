import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { MongoClient, MongoServerError } from 'mongodb';

import { mongodBinary } from './programs';
import { waitFor } from './wait';

export interface ReplicaSet {
  /** For DATABASE_URI: every member, the set's name and a database. */
  readonly uri: string;
  /** Makes the primary give way, and resolves when another member is primary. */
  stepDown(): Promise<void>;
  stop(): Promise<void>;
}

/** For how long the old primary may not become primary again, in seconds. */
const stepDownSeconds = 30;

/**
 * A MongoDB replica set of its own for a test, with data in a temporary folder.
 *
 * @param members how many; three are what it takes to lose one
 * @throws {MissingRequirement} where there is no mongod to start
 */
export async function startReplicaSet(members = 3): Promise<ReplicaSet> {
  // Whichever version the machine has is the one that is tested with.
  process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK = 'false';
  const set = await MongoMemoryReplSet.create({
    binary: { systemBinary: mongodBinary() },
    instanceOpts: Array.from({ length: members }, () => ({
      args: ['--wiredTigerCacheSizeGB', '0.25'],
    })),
    replSet: { count: members, storageEngine: 'wiredTiger' },
  });
  const uri = set.getUri('coco_chat');
  const client = await MongoClient.connect(uri);
  const primary = async (): Promise<string> => {
    const { primary: name } = await client.db('admin').command({ hello: 1 });
    return String(name);
  };

  return {
    uri,
    async stepDown() {
      const before = await primary();
      try {
        await client.db('admin').command({ replSetStepDown: stepDownSeconds });
      } catch (error) {
        // It closes its connections, the one that asked included, on its way down.
        if (error instanceof MongoServerError && error.code === 20) throw error;
      }
      await waitFor(async () => (await primary()) !== before, {
        what: 'another primary',
        timeoutMs: 30_000,
      });
    },
    async stop() {
      await client.close();
      await set.stop();
    },
  };
}
