import type { PayloadCreateHandlers } from '../contenders/payload-create';
import { peers, startPeopled, type Contender } from '../harness/contenders';
import { databaseKinds, newDatabase, type DatabaseKind } from '../harness/databases';
import { processorTimeOf } from '../harness/process-usage';
import { alternate, figure, type Entrant, type Sample } from '../harness/rounds';
import type { Bench, Goal, Outcome, Row, Subject } from '../harness/subject';
import { startWorker } from '../harness/worker';
import { startPopulated } from '../product/populated';
import { newSecret } from '../product/product';

const microseconds = 1e6;
const ours = 'CoCo Chat (chat-server)';
const create = 'payload.create';
const insert = `${peers['socket-io'].name} + insert`;

interface Size {
  readonly database: DatabaseKind;
  readonly rooms: number;
  readonly senders: number;
  readonly seconds: number;
}

const nameOf = ({ database, rooms }: Pick<Size, 'database' | 'rooms'>): string =>
  `${database}, ${rooms} ${rooms === 1 ? 'room' : 'rooms'}`;

/** A contender whose senders each wait for their last message. */
const closedLoop = (name: string, { load, pids }: Contender, seconds: number): Entrant => ({
  name,
  async measure(): Promise<Sample> {
    const before = processorTimeOf(pids);
    const { firstRefusal, refused, stored, took } = await load.call('closedLoop', { seconds });
    const cpu = processorTimeOf(pids) - before;
    if (refused > 0) throw new Error(`${name} refused ${refused}: ${firstRefusal ?? ''}`);
    return { values: { rate: stored / took, cpu: (cpu * microseconds) / stored } };
  },
});

async function startPayloadCreate(bench: Bench, size: Size): Promise<Entrant> {
  const { database, rooms, seconds, senders } = size;
  bench.say(`starting ${create} on ${database}`);
  const settings = { databaseUri: await newDatabase(bench, database), secret: newSecret() };
  const worker = bench.teardown.with(
    await startWorker<PayloadCreateHandlers>('contenders/payload-create', settings),
  );
  return {
    name: create,
    async measure() {
      const before = processorTimeOf([worker.pid]);
      const { stored, took } = await worker.call('post', { seconds, senders, rooms });
      const cpu = processorTimeOf([worker.pid]) - before;
      return { values: { rate: stored / took, cpu: (cpu * microseconds) / stored } };
    },
  };
}

async function measureSize(bench: Bench, size: Size): Promise<Row[]> {
  const { database, rooms, seconds, senders } = size;
  const product = await startPopulated(bench, {
    ...{ kind: 'chat-server', database, rooms, senders },
    listeners: 0,
  });
  const roomIds = Array.from({ length: rooms }, (_, index) => `room-${index}`);
  const people = { listeners: 0, senders, roomIds };
  const databaseUri = await newDatabase(bench, database);
  const socketIo = await startPeopled(bench, 'socket-io', people, databaseUri);
  const entrants = [
    closedLoop(ours, product, seconds),
    await startPayloadCreate(bench, size),
    closedLoop(insert, socketIo, seconds),
  ];
  // Compiled, and every collection there, before anything is measured.
  for (const { measure, name } of entrants) {
    bench.say(`${nameOf(size)}: warming up, ${name}`);
    await measure();
  }
  const rows = await alternate(bench, nameOf(size), entrants);
  await bench.teardown.run();
  return rows;
}

const timesFaster = (rows: readonly Row[], what: string, peer: string, limit: number): Goal => ({
  what: `${what}: stored messages/s ÷ ${peer}`,
  value: figure(rows, what, ours, 'rate') / figure(rows, what, peer, 'rate'),
  limit,
  bound: 'at least',
});

/** Messages that are stored and acknowledged, as many as the server can take. */
export const posting: Subject = {
  name: 'posting',
  title: 'Posting: messages stored and acknowledged',

  async run(bench): Promise<Outcome> {
    const { small } = bench;
    const senders = small ? 20 : 200;
    const rooms = small ? [10] : [1, 10, 100];
    const sizes = databaseKinds.flatMap((database) =>
      rooms.map((count): Size => ({ database, rooms: count, senders, seconds: small ? 0.5 : 4 })),
    );
    const rows: Row[] = [];
    for (const size of sizes) rows.push(...(await measureSize(bench, size)));
    return {
      columns: [
        { key: 'rate', title: 'messages/s' },
        { key: 'cpu', title: 'server CPU, µs/message' },
      ],
      rows,
      goals: sizes
        .map(nameOf)
        .flatMap((what) => [
          timesFaster(rows, what, create, 10),
          timesFaster(rows, what, insert, 3),
        ]),
      charts: [{ kind: 'bars', title: 'Messages a second', column: 'rate' }],
      notes: [
        `${senders} senders, each of whom waits for their last message to be stored. ${create} runs in its own process, without network or rules.`,
      ],
    };
  },
};
