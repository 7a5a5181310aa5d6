/**
 * Real servers for tests: found or fetched once by `npm test`, started by the test that wants one, gone
 * when its process is. Imported as `@coco-chat/e2e/servers`, by tests only.
 */
export { startMongo, type MongoDatabase } from './mongo';
export { startProcess, type ProcessOptions, type RunningProcess } from './process';
export { freePort } from './ports';
export { startReplicaSet, type ReplicaSet } from './replica-set';
export { startRedis, type RedisServer } from './redis';
export {
  chromiumPath,
  describeNeeds,
  itNeeds,
  MissingRequirement,
  mongodBinary,
  nginxBinary,
  redisBinary,
  type Requirement,
} from './requirements';
export { waitFor, type WaitOptions } from './wait';
