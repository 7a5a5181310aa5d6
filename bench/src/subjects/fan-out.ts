import { peers, startPeopled, type Contender, type PeerName } from '../harness/contenders';
import { deliveryCost } from '../harness/delivery-cost';
import { deliveryColumns, measureDelivery } from '../harness/delivery';
import { alternate, figure } from '../harness/rounds';
import type { Bench, Outcome, Row, Subject } from '../harness/subject';
import type { Delivered } from '../load/generator';
import { startPopulated } from '../product/populated';

const { closed, core, cpu, load, p50, p99, rate } = deliveryColumns;

/** More than one, so that no limit of one account is in the way. */
const senders = 4;

/** One room, with so many who listen. */
interface Size {
  readonly listeners: number;
  readonly what: string;
}

const sizes = (small: boolean): Size[] =>
  (small ? [30] : [300, 3_000]).map((listeners) => ({
    listeners,
    what: `${listeners.toLocaleString('en')} subscribers`,
  }));

/** The product, in both of its forms, and every peer, each with so many listeners of one room. */
async function startAll(bench: Bench, { listeners }: Size): Promise<Contender[]> {
  const contenders: Contender[] = [];
  const kinds = bench.small ? (['chat-server'] as const) : (['chat-server', 'embedded'] as const);
  for (const kind of kinds) {
    contenders.push(await startPopulated(bench, { kind, database: 'SQLite', listeners, senders }));
  }
  for (const peer of Object.keys(peers) as PeerName[]) {
    contenders.push(await startPeopled(bench, peer, { listeners, senders, roomIds: ['room'] }));
  }
  return contenders;
}

const ours = 'CoCo Chat (chat-server)';
const ratio = (rows: readonly Row[], what: string, key: string, peer: PeerName): number =>
  figure(rows, what, ours, key) / figure(rows, what, peers[peer].name, key);

/** What a message costs by itself, and for each who hears it. */
function costsApart(rows: readonly Row[]): string {
  const told = [...new Set(rows.map(({ contender }) => contender))].map((contender) => {
    const { delivery, message } = deliveryCost(rows, contender);
    return `${contender} ${delivery.toFixed(2)} + ${message.toFixed(0)}`;
  });
  return `CPU of a delivery by itself + of a message by itself, µs, from both sizes: ${told.join('; ')}.`;
}

async function runSizes(
  bench: Bench,
  warmUps: number,
  send: (contender: Contender, size: Size) => Promise<Delivered>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of sizes(bench.small)) {
    const contenders = await startAll(bench, size);
    // Compiled, by rounds like those that count, before anything is measured.
    for (const contender of contenders) {
      bench.say(`${size.what}: warming up, ${contender.name}`);
      for (let round = 0; round < (bench.small ? 1 : warmUps); round += 1) {
        await send(contender, size);
      }
    }
    rows.push(
      ...(await alternate(
        bench,
        size.what,
        contenders.map((contender) => ({
          name: contender.name,
          measure: () => measureDelivery(contender, () => send(contender, size)),
        })),
      )),
    );
    // The next size has the machine to itself.
    await bench.teardown.run();
  }
  return rows;
}

export const fanOut: Subject = {
  name: 'fan-out',
  title: 'Fan-out, saturated: bursts of messages into one room',

  async run(bench): Promise<Outcome> {
    // So many deliveries a round that the clock is fine enough, and no queue reaches its limit.
    const messages = ({ listeners }: Size): number =>
      bench.small ? 5 : Math.round(60_000 / listeners);
    const rows = await runSizes(bench, 3, (contender, size) =>
      contender.load.call('burst', { messages: messages(size) }),
    );
    return {
      columns: [cpu, rate, p99, core, load, closed],
      rows,
      goals: sizes(bench.small).flatMap(({ what }) => [
        {
          what: `${what}: server CPU per delivery ÷ bare ws`,
          value: ratio(rows, what, 'cpu', 'bare-ws'),
          limit: 0.25,
          bound: 'at most',
        },
        {
          what: `${what}: server CPU per delivery ÷ stock graphql-ws`,
          value: ratio(rows, what, 'cpu', 'stock-graphql-ws'),
          limit: 0.04,
          bound: 'at most',
        },
      ]),
      charts: [{ kind: 'bars', title: 'Server CPU per delivery, µs', column: 'cpu' }],
      notes: [
        costsApart(rows),
        'CoCo Chat also checks, stores (SQLite, fsync) and acknowledges each message; the peers store nothing.',
      ],
    };
  },
};

export const fanOutCalm: Subject = {
  name: 'fan-out-calm',
  title: 'Fan-out, calm: 100 messages a second into one room',

  async run(bench): Promise<Outcome> {
    const rows = await runSizes(bench, 1, (contender, { listeners }) =>
      // Bare ws itself is saturated by 300,000 deliveries a second: the larger room is written in less often.
      contender.load.call('paced', {
        perSecond: listeners > 1_000 ? 10 : 100,
        seconds: bench.small ? 1 : 5,
      }),
    );
    return {
      columns: [cpu, core, p50, p99, load, closed],
      rows,
      goals: sizes(bench.small).flatMap(({ what }) => [
        {
          what: `${what}: server CPU ÷ bare ws`,
          value: ratio(rows, what, 'cpu', 'bare-ws'),
          limit: 1.1,
          bound: 'at most',
        },
        {
          what: `${what}: p99 − that of bare ws, ms`,
          value: figure(rows, what, ours, 'p99') - figure(rows, what, peers['bare-ws'].name, 'p99'),
          limit: 2,
          bound: 'at most',
        },
      ]),
      charts: [
        { kind: 'bars', title: 'Server CPU per delivery, µs', column: 'cpu' },
        { kind: 'bars', title: 'Latency, 99th percentile, ms', column: 'p99' },
      ],
      notes: [
        'Rooms of over 1,000 are written in 10 times a second: 100 would saturate bare ws itself.',
      ],
    };
  },
};
