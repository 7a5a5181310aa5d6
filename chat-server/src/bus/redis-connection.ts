import { Cluster, Redis as SingleRedis, type RedisOptions } from 'ioredis';

import type { Logger } from '../logger';
import { parseRedisUrl, type RedisAddress, type RedisNode } from './redis-address';

/** A Redis by itself, or a cluster. */
export type Redis = SingleRedis | Cluster;

/** Every key and channel of the chat begins with it. */
export const redisPrefix = 'coco-chat:';

/** How long a command may take before it counts as failed, in milliseconds. */
export const commandTimeout = 2_000; // 2 seconds

/** A connection that has held for so long counts as one that works, in milliseconds. */
const holdsAfter = 10_000; // 10 seconds

/**
 * A connection that comes back by itself. While it is down, commands fail at once: whoever sends one
 * goes on without Redis. Of a cluster, that holds for each node by itself.
 *
 * @param role what it is for, as `CLIENT LIST` and the log show it
 */
export function connectToRedis(url: string, role: string, logger: Logger): Redis {
  const address = parseRedisUrl(url);
  const connection = address.isCluster
    ? connectToCluster(address, role)
    : new SingleRedis(url, { ...optionsOf(role), retryStrategy: backOff() });
  logOutages(connection, role, logger);
  return connection;
}

/**
 * A connection to one node, which comes back by itself too.
 *
 * @param node the URL itself, or `host:port` of a node of the cluster that it names
 */
export function connectToNode(
  url: string,
  node: string,
  role: string,
  logger: Logger,
): SingleRedis {
  const options = { ...optionsOf(role), retryStrategy: backOff() };
  const connection =
    node === url
      ? new SingleRedis(url, options)
      : new SingleRedis({ ...options, ...loginOptions(parseRedisUrl(url)), ...nodeAt(node) });
  logOutages(connection, role, logger);
  return connection;
}

/** Resolves when every master of a cluster can be asked. Rejects where one cannot. */
export async function connectedToAll(connection: Redis): Promise<void> {
  if (!isCluster(connection)) return;
  await Promise.all(connection.nodes('master').map((node) => node.ping()));
}

/**
 * Calls back when Redis may not know any more what it was told, or may not have heard it: a connection
 * was lost. A cluster is then connected to anew, so that 'ready' follows in either case.
 */
export function onLoss(connection: Redis, listener: () => void): void {
  connection.on('close', listener);
  if (!isCluster(connection)) return;
  connection.on('-node', ({ options }: SingleRedis) => {
    if (options.readOnly || connection.status !== 'ready') return;
    listener();
    connection.disconnect(true);
  });
}

/** A command as Redis has it: its name, then what follows. */
export type Command = readonly [name: string, ...rest: (string | number)[]];

/**
 * Sends commands at once: in one write to a Redis by itself, and of a cluster each to the node of its
 * key. Those of the same key are carried out in their order.
 *
 * @returns their results, in their order
 * @throws Error the first that one failed with
 */
export async function sendTogether(
  connection: Redis,
  commands: readonly Command[],
): Promise<unknown[]> {
  if (isCluster(connection)) {
    return Promise.all(commands.map(([name, ...rest]) => connection.call(name, ...rest)));
  }
  const results = (await connection.pipeline(commands as unknown as unknown[][]).exec()) ?? [];
  for (const [error] of results) if (error) throw error;
  return results.map(([, result]) => result);
}

/**
 * Lets scripts be run by their hashes: on all masters of a cluster, but for those that are away.
 *
 * @returns the hashes, in the order of the scripts
 * @throws Error where no node took them
 */
export async function loadScripts(
  connection: Redis,
  scripts: readonly string[],
): Promise<string[]> {
  const nodes = isCluster(connection) ? connection.nodes('master') : [connection];
  const loading = nodes.map((node) =>
    Promise.all(scripts.map((script) => node.script('LOAD', script) as Promise<string>)),
  );
  return Promise.any(loading).finally(() => Promise.allSettled(loading));
}

export const isCluster = (connection: Redis): connection is Cluster =>
  connection instanceof Cluster;

const optionsOf = (role: string) =>
  ({
    connectionName: `coco-chat-${role}`,
    commandTimeout,
    connectTimeout: 5_000,
    // Of one that is closed while it is made; nothing waits for it.
    disconnectTimeout: 500,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    autoResubscribe: false,
  }) satisfies RedisOptions;

const loginOptions = ({ isEncrypted, password, username }: RedisAddress) =>
  ({
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(isEncrypted ? { tls: {} } : {}),
  }) satisfies RedisOptions;

function connectToCluster(address: RedisAddress, role: string): Cluster {
  const { enableOfflineQueue, ...options } = optionsOf(role);
  const cluster = new Cluster([...address.nodes], {
    enableOfflineQueue,
    clusterRetryStrategy: backOff(),
    // A command that waited for its node would be overtaken by those that come after.
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    slotsRefreshTimeout: commandTimeout,
    // A slot that has moved says so itself. (The timer of ioredis outlives a connection that is closed.)
    slotsRefreshInterval: 0,
    // A certificate is for a name.
    dnsLookup: (name, callback) => {
      callback(null, name);
    },
    redisOptions: { ...options, ...loginOptions(address) },
  });
  // ioredis would wait for the first command, and refuse those that come while it connects. Before the
  // cluster is ready that may be its own, and when it finds a node the one that was sent on to it.
  const connect = (node: SingleRedis): void => {
    if (node.status === 'wait' && !node.options.readOnly) node.connect().catch(() => undefined);
  };
  cluster.on('ready', () => {
    cluster.nodes('master').forEach(connect);
  });
  cluster.on('+node', (node: SingleRedis) => {
    setImmediate(() => {
      if (cluster.status === 'ready') connect(node);
    });
  });
  return cluster;
}

/** An IPv6 address has colons of its own, and no brackets here. */
function nodeAt(address: string): RedisNode {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
}

/** Waits longer after each attempt, until a connection has held for a while. In milliseconds. */
function backOff(): () => number {
  let attempts = 0;
  let last = -Infinity;
  return () => {
    const now = performance.now();
    attempts = now - last > holdsAfter ? 1 : attempts + 1;
    last = now;
    return Math.min(50 * 2 ** attempts, 1_000) + Math.random() * 100;
  };
}

function logOutages(connection: Redis, role: string, logger: Logger): void {
  let isDown = false;
  connection.on('error', (error: Error) => {
    if (!isDown) logger.warn({ err: error, role }, 'The connection to Redis failed');
    isDown = true;
  });
  connection.on('ready', () => {
    if (isDown) logger.info({ role }, 'The connection to Redis is back');
    isDown = false;
  });
}
