/** @type {import('mongodb-memory-server-core').MongoMemoryReplSet | undefined} */
let replicaSet;

/**
 * Starts the MongoDB that all tests of a run share: a replica set of one member, which is what
 * transactions need, with its data in a temporary folder. It ends with this process, however that ends.
 *
 * @param {string} mongod the program
 * @returns {Promise<string>} its connection string
 */
export async function startSharedMongo(mongod) {
  // Whichever version the machine has is the one that is tested with.
  process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK = 'false';
  const { MongoMemoryReplSet } = await import('mongodb-memory-server-core');
  replicaSet = await MongoMemoryReplSet.create({
    binary: { systemBinary: mongod },
    instanceOpts: [{ args: ['--wiredTigerCacheSizeGB', '0.25'] }],
    replSet: { count: 1, storageEngine: 'wiredTiger' },
  });
  return replicaSet.getUri();
}

export async function stopSharedMongo() {
  await replicaSet?.stop();
  replicaSet = undefined;
}
