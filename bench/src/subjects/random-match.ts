import { startRedis } from '@coco-chat/e2e/servers/start';

import type { MatchQueueHandlers, MatchQueueSettings } from '../contenders/match-queue';
import { newDatabase } from '../harness/databases';
import { alternate, figure } from '../harness/rounds';
import type { Bench, Outcome, Row, Subject } from '../harness/subject';
import { startWorker, type Worker } from '../harness/worker';

const inMemory = 'CoCo Chat in memory';
const onRedis = 'CoCo Chat on Redis';
const onMongo = 'MongoDB, findOneAndDelete';

interface Queue {
  readonly name: string;
  readonly worker: Worker<MatchQueueHandlers>;
  /** How many matches are measured at a time: as many as take about as long as those of the others. */
  readonly matches: number;
}

async function startQueues(bench: Bench): Promise<Queue[]> {
  const redis = bench.teardown.with(await startRedis());
  const kinds: [string, MatchQueueSettings, number][] = [
    [inMemory, { kind: 'memory', url: '' }, 50_000],
    [onRedis, { kind: 'redis', url: redis.url }, 10_000],
    [onMongo, { kind: 'mongodb', url: await newDatabase(bench, 'MongoDB') }, 2_000],
  ];
  const queues: Queue[] = [];
  for (const [name, settings, most] of kinds) {
    const worker = bench.teardown.with(
      await startWorker<MatchQueueHandlers>('contenders/match-queue', settings, ['--expose-gc']),
    );
    queues.push({ name, worker, matches: bench.small ? 100 : most });
  }
  return queues;
}

const waitingName = (waiting: number): string => `${waiting.toLocaleString('en')} waiting`;

async function whileOthersWait(
  bench: Bench,
  queues: readonly Queue[],
  sizes: readonly number[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const waiting of sizes) {
    const entrants = queues.map(({ matches, name, worker }) => ({
      name,
      async measure() {
        const { lost, ...values } = await worker.call('matchAmong', { waiting, matches });
        return { values, lost };
      },
    }));
    rows.push(...(await alternate(bench, waitingName(waiting), entrants)));
  }
  return rows;
}

/** Who meets whom among people who come, wait and leave. */
export const randomMatch: Subject = {
  name: 'random-match',
  title: 'Random match: people arrive, wait, are matched and leave',

  async run(bench): Promise<Outcome> {
    const sizes = bench.small ? [10, 100] : [100, 1_000, 10_000, 100_000];
    const [people, leaving] = bench.small ? [300, 60] : [10_000, 2_000];
    const queues = await startQueues(bench);
    const crowd = `${people.toLocaleString('en')} people, ${leaving.toLocaleString('en')} leave`;
    // Compiled, and every index there, before anything is measured.
    for (const { worker } of queues) await worker.call('arrivals', { people: 200, leaving: 40 });
    const rows = await alternate(
      bench,
      crowd,
      queues.map(({ name, worker }) => ({
        name,
        async measure() {
          const { lost, twice, ...values } = await worker.call('arrivals', { people, leaving });
          return { values, lost, twice };
        },
      })),
    );
    rows.push(...(await whileOthersWait(bench, queues, sizes)));
    const [fewest = 0, most = 0] = [sizes[0], sizes.at(-1)];
    const growthOf = (name: string): number =>
      figure(rows, waitingName(most), name, 'micros') /
      figure(rows, waitingName(fewest), name, 'micros');
    return {
      columns: [
        { key: 'perSecond', title: 'matches/s' },
        { key: 'p99', title: 'p99 of a match, ms', digits: 2 },
        { key: 'matched', title: 'matched pairs' },
        { key: 'left', title: 'left' },
        { key: 'micros', title: 'µs/match', digits: 1 },
        { key: 'cpu', title: 'CPU, µs/match', digits: 1 },
      ],
      rows,
      goals: [
        {
          what: `${crowd}: matches/s in a process`,
          value: figure(rows, crowd, inMemory, 'perSecond'),
          limit: 5_000,
          bound: 'at least',
        },
        {
          what: `${crowd}: p99 of a match in memory, ms`,
          value: figure(rows, crowd, inMemory, 'p99'),
          limit: 50,
          bound: 'at most',
        },
        {
          what: `${crowd}: p99 of a match on Redis, ms`,
          value: figure(rows, crowd, onRedis, 'p99'),
          limit: 50,
          bound: 'at most',
        },
        ...[inMemory, onRedis].map((name) => ({
          what: `${name}: cost of a match, ${waitingName(most)} ÷ ${waitingName(fewest)}`,
          value: growthOf(name),
          limit: 1.5,
          bound: 'at most' as const,
        })),
      ],
      charts: [
        {
          kind: 'lines',
          title: 'Time of a match by how many others wait, µs',
          column: 'micros',
          cases: /^([\d,]+) waiting$/,
        },
        { kind: 'bars', title: 'Matches a second', column: 'perSecond' },
      ],
      notes: [
        'The queues by themselves, 64 people entering at a time. Those who wait share the language of those who are matched, and no interest.',
        'CoCo Chat also remembers whose turn is first and widens what people wait for; the MongoDB queue does neither, and two of a kind may both wait there.',
      ],
    };
  },
};
