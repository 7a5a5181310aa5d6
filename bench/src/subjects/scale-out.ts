import { startRedis } from '@coco-chat/e2e/servers/start';

import { ReadCounter } from '../harness/database-reads';
import { deliveryColumns, measureDelivery } from '../harness/delivery';
import { processorTime } from '../harness/process-usage';
import { figure, rowOf, type Sample } from '../harness/rounds';
import type { Bench, Goal, Outcome, Subject } from '../harness/subject';
import { startPopulated, type Populated } from '../product/populated';

const microseconds = 1e6;
const { cpu, rate } = deliveryColumns;
const contender = 'CoCo Chat (chat-server)';

interface Size {
  readonly servers: number;
  /** On all of them together. */
  readonly listeners: number;
}

interface Site {
  readonly size: Size;
  readonly product: Populated;
  readonly redisPid: number;
  readonly mongoPid: number;
}

/** `measured-costs.ts` reads both numbers. */
const nameOf = ({ listeners, servers }: Size): string =>
  `${servers} ${servers === 1 ? 'server' : 'servers'}, ${listeners.toLocaleString('en')} listeners`;

async function startSite(bench: Bench, size: Size): Promise<Site> {
  const { listeners, servers } = size;
  const redis = bench.teardown.with(await startRedis());
  const product = await startPopulated(bench, {
    ...{ kind: 'chat-server', database: 'MongoDB', redisUrl: redis.url, processes: servers },
    // Four people for any number of servers: a connection has so many operations at a time, and no more.
    ...{ listeners, senders: 4 },
  });
  const database = bench.teardown.with(await ReadCounter.open(product.databaseUri));
  const mongoPid = await database.serverPid();
  return { size, product, redisPid: redis.pid, mongoPid };
}

async function measure(
  { mongoPid, product, redisPid, size }: Site,
  messages: number,
): Promise<Sample> {
  const before = { redis: processorTime(redisPid), mongo: processorTime(mongoPid) };
  const sample = await measureDelivery(product, () => product.load.call('burst', { messages }));
  const perMessage = (spent: number): number => (spent * microseconds) / messages;
  const delivered = sample.values.cpu ?? NaN;
  return {
    ...sample,
    values: {
      ...sample.values,
      perCpuSecond: microseconds / delivered,
      message: delivered * size.listeners,
      redis: perMessage(processorTime(redisPid) - before.redis),
      mongo: perMessage(processorTime(mongoPid) - before.mongo),
    },
  };
}

/** The same messages on more and more processes, to the same people and to a crowd that grows with them. */
export const scaleOut: Subject = {
  name: 'scale-out',
  title: 'Scale out: chat-servers on Redis and MongoDB',

  async run(bench): Promise<Outcome> {
    const listeners = bench.small ? 40 : 1_200;
    const messages = bench.small ? 5 : 200;
    const counts = bench.small ? [1, 2] : [1, 2, 4];
    const sites: Site[] = [];
    const alone: Size = { servers: 1, listeners };
    const sizes = [
      alone,
      // The same crowd spread over more, and a crowd that grows with them.
      ...(['all', 'each'] as const).flatMap((per) =>
        counts.slice(1).map((servers): Size => ({
          servers,
          listeners: per === 'each' ? listeners * servers : listeners,
        })),
      ),
    ];
    for (const size of sizes) sites.push(await startSite(bench, size));
    // One burst is over in less than a second, and one collection of garbage would be a part of its cost.
    const bursts = bench.small ? 1 : 5;
    for (const { product, size } of sites) {
      // Compiled before anything is measured: each server does a part of what one does alone.
      for (let burst = 0; burst < bursts * size.servers; burst += 1) {
        await product.load.call('burst', { messages });
      }
    }

    const samples = sites.map((): Sample[] => []);
    for (let round = 1; round <= bench.rounds; round += 1) {
      for (const [index, site] of sites.entries()) {
        bench.say(`round ${round} of ${bench.rounds}, ${nameOf(site.size)}`);
        for (let burst = 0; burst < bursts; burst += 1) {
          samples[index]?.push(await measure(site, messages));
        }
      }
    }
    const rows = sites.map(({ size }, index) =>
      rowOf(nameOf(size), contender, samples[index] ?? []),
    );
    const costOf = (size: Size): number => figure(rows, nameOf(size), contender, 'cpu');
    return {
      columns: [
        cpu,
        { key: 'perCpuSecond', title: 'deliveries/CPU second' },
        rate,
        { key: 'message', title: 'servers CPU, µs/message' },
        { key: 'redis', title: 'Redis CPU, µs/message' },
        { key: 'mongo', title: 'MongoDB CPU, µs/message' },
      ],
      rows,
      goals: sizes.slice(1).map((size): Goal => ({
        what: `${nameOf(size)}: CPU per delivery ÷ that of one`,
        value: costOf(size) / costOf(alone),
        limit: 1.1,
        bound: 'at most',
      })),
      charts: [
        { kind: 'bars', title: 'Server CPU per delivery, µs, all servers together', column: 'cpu' },
      ],
      notes: [
        `Listeners of one room, spread over the servers; bursts of ${messages} messages from four people, who are spread too.`,
      ],
    };
  },
};
