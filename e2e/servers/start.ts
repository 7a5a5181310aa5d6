/** Real servers, for whoever is no test: `@coco-chat/e2e/servers` has the same and what tests need besides. */
export { startMongo, type MongoDatabase } from './mongo';
export { startProcess, type ProcessOptions, type RunningProcess } from './process';
export { freePort } from './ports';
export {
  chromiumPath,
  MissingRequirement,
  mongodBinary,
  nginxBinary,
  redisBinary,
  type Requirement,
} from './programs';
export { startReplicaSet, type ReplicaSet } from './replica-set';
export { startRedis, type RedisServer } from './redis';
export { startRedisCluster, type RedisCluster } from './redis-cluster';
export { waitFor, type WaitOptions } from './wait';
