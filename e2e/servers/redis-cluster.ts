import { Redis } from 'ioredis';

import { freePort } from './ports';
import { startRedis, type RedisServer } from './redis';
import { waitFor } from './wait';

const masterCount = 3;
const slotCount = 16_384;

export interface RedisCluster {
  /** For REDIS_URL: every node. */
  readonly url: string;
  /** Three masters, each with a third of the slots, and then the replicas. */
  readonly nodes: readonly RedisServer[];
  /** What a node answers to a command, over a connection of its own. */
  ask(node: number, ...command: string[]): Promise<unknown>;
  /** Gives a slot without keys to another master, as a resharding does, and resolves when all know. */
  moveSlot(slot: number, from: number, to: number): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/**
 * Starts a cluster of Redis of its own for a test, on loopback, that keeps no keys on disk.
 *
 * @param options.replicas of the first masters, one each; each takes its master's place when that has
 *   been away for two seconds. Default: 0
 * @throws {MissingRequirement} where there is no redis-server
 */
export async function startRedisCluster({ replicas = 0 } = {}): Promise<RedisCluster> {
  const busPorts = new Map<RedisServer, number>();
  const startNode = async (): Promise<RedisServer> => {
    const busPort = await freePort();
    const args = Object.entries({
      '--cluster-enabled': 'yes',
      '--cluster-port': `${busPort}`,
      '--cluster-announce-ip': '127.0.0.1',
      '--cluster-node-timeout': '2000',
    }).flat();
    const node = await startRedis({ args });
    busPorts.set(node, busPort);
    return node;
  };
  const nodes = await Promise.all(Array.from({ length: masterCount + replicas }, startNode));
  const masters = nodes.slice(0, masterCount);

  for (const [index, node] of nodes.entries()) {
    await ask(node, 'CLUSTER', 'SET-CONFIG-EPOCH', `${index + 1}`);
  }
  // Everybody meets everybody: it would get about in time, too.
  for (const node of nodes) {
    for (const other of nodes.filter((candidate) => candidate !== node)) {
      const busPort = `${busPorts.get(other)}`;
      await ask(node, 'CLUSTER', 'MEET', '127.0.0.1', `${other.port}`, busPort);
    }
  }
  const size = Math.ceil(slotCount / masterCount);
  for (const [index, node] of masters.entries()) {
    const last = Math.min((index + 1) * size, slotCount) - 1;
    await ask(node, 'CLUSTER', 'ADDSLOTSRANGE', `${index * size}`, `${last}`);
  }
  const everyone = (question: string[], isRight: (answer: unknown) => boolean): Promise<true> =>
    waitFor(
      async () => {
        const answers = await Promise.all(nodes.map((node) => ask(node, ...question)));
        return answers.every(isRight);
      },
      { what: `all nodes to agree on ${question.join(' ')}`, timeoutMs: 20_000 },
    );
  await everyone(['CLUSTER', 'INFO'], (info) =>
    new RegExp(`cluster_state:ok[^]*cluster_known_nodes:${nodes.length}\\D`).test(String(info)),
  );
  for (const [index, replica] of nodes.slice(masterCount).entries()) {
    const master = masters[index] as RedisServer;
    await ask(replica, 'CLUSTER', 'REPLICATE', await idOf(master));
    const follows = async (): Promise<boolean> =>
      String(await ask(replica, 'INFO', 'replication')).includes('master_link_status:up');
    await waitFor(follows, { what: 'the replica to follow its master' });
  }

  return {
    url: `redis://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    nodes,
    ask: (index, ...command) => ask(nodes[index] as RedisServer, ...command),
    async moveSlot(slot, from, to) {
      const [source, target] = [nodes[from], nodes[to]] as [RedisServer, RedisServer];
      const [sourceId, targetId] = [await idOf(source), await idOf(target)];
      const set = (node: RedisServer, ...state: string[]): Promise<unknown> =>
        ask(node, 'CLUSTER', 'SETSLOT', `${slot}`, ...state);
      await set(target, 'IMPORTING', sourceId);
      await set(source, 'MIGRATING', targetId);
      for (const node of [target, source]) await set(node, 'NODE', targetId);
      await everyone(['CLUSTER', 'SLOTS'], (ranges) => {
        const range = (ranges as SlotRange[]).find(([from, to]) => from <= slot && slot <= to);
        return range?.[2][2] === targetId;
      });
    },
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

/** As `CLUSTER SLOTS` has it. */
type SlotRange = [first: number, last: number, master: [host: string, port: number, id: string]];

const idOf = async (node: RedisServer): Promise<string> =>
  String(await ask(node, 'CLUSTER', 'MYID'));

/** What one node answers, over a connection of its own. */
async function ask({ url }: RedisServer, ...command: string[]): Promise<unknown> {
  const [name, ...rest] = command as [string, ...string[]];
  const connection = new Redis(url, { retryStrategy: () => null, lazyConnect: true });
  // What went wrong, the command says.
  connection.on('error', () => undefined);
  try {
    return await connection.call(name, ...rest);
  } finally {
    connection.disconnect();
  }
}
