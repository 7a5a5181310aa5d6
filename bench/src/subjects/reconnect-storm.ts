import { peers, startPeopled, type Contender } from '../harness/contenders';
import { newDatabase } from '../harness/databases';
import { ReadCounter } from '../harness/database-reads';
import { processorTimeOf } from '../harness/process-usage';
import { alternate, figure, type Entrant } from '../harness/rounds';
import type { Outcome, Subject } from '../harness/subject';
import { startPopulated } from '../product/populated';
import { revisionOf } from '../product/product';

const ours = 'CoCo Chat (chat-server)';
const stock = peers['stock-graphql-ws'].name;

/** How many are connecting at a time: what nginx lets through, and fewer than wait in a listen queue. */
const inFlight = 256;

interface Stormed {
  readonly contender: Contender;
  readonly reads: ReadCounter;
  /** The collection that messages are in. */
  readonly collection: string;
  /** Where clients stand before the storm. */
  readonly position: () => Promise<number>;
}

const stormed = (
  { collection, contender, position, reads }: Stormed,
  messages: number,
): Entrant => ({
  name: contender.name,
  async measure() {
    const { load, name, pids } = contender;
    const afterRevision = await position();
    const [readsBefore, cpuBefore] = [await reads.reads(), processorTimeOf(pids)];
    const result = await load.call('storm', { messages, afterRevision, inFlight });
    const [readsAfter, cpu] = [await reads.reads(), processorTimeOf(pids) - cpuBefore];
    const closed = Object.keys(await load.call('closed'));
    if (closed.length > 0) throw new Error(`${name} closed connections: ${closed.join(', ')}`);
    const { lost, took, twice } = result;
    const read = (names: readonly string[]): number =>
      names.reduce((sum, key) => sum + (readsAfter[key] ?? 0) - (readsBefore[key] ?? 0), 0);
    return {
      values: {
        took: took / 1_000,
        messageReads: read([collection]),
        allReads: read(Object.keys(readsAfter)),
        cpu,
      },
      ...{ lost, twice },
    };
  },
});

/** Everybody loses the connection at once, and comes back with something missed. */
export const reconnectStorm: Subject = {
  name: 'reconnect-storm',
  title: 'Reconnect storm: everybody is cut off, and comes back messages behind',

  async run(bench): Promise<Outcome> {
    const listeners = bench.small ? 60 : 5_000;
    const messages = bench.small ? 10 : 50;
    const senders = 4;
    const product = await startPopulated(bench, {
      ...{ kind: 'chat-server', database: 'MongoDB', listeners, senders },
    });
    const [server, token = '', roomId = ''] = [
      product.products[0] ?? { origin: '' },
      product.tokens[0],
      product.roomIds[0],
    ];
    const databaseUri = await newDatabase(bench, 'MongoDB');
    const people = { listeners, senders, roomIds: ['room'] };
    const peer = await startPeopled(bench, 'stock-graphql-ws', people, databaseUri);
    const countReads = async (uri: string): Promise<ReadCounter> =>
      bench.teardown.with(await ReadCounter.open(uri));

    const what = `${listeners.toLocaleString('en')} clients, ${messages} messages behind`;
    const rows = await alternate(bench, what, [
      stormed(
        {
          contender: product,
          reads: await countReads(product.databaseUri),
          collection: 'chat-messages',
          position: () => revisionOf(server, token, roomId),
        },
        messages,
      ),
      stormed(
        {
          contender: peer,
          reads: await countReads(databaseUri),
          collection: 'bench-messages',
          position: () => peer.server.call('revision'),
        },
        messages,
      ),
    ]);
    return {
      columns: [
        { key: 'took', title: 'all caught up, s', digits: 2 },
        { key: 'messageReads', title: 'reads of messages' },
        { key: 'allReads', title: 'reads of everything' },
        { key: 'cpu', title: 'server CPU, s', digits: 2 },
      ],
      rows,
      goals: [
        {
          what: 'reads of messages, of one room',
          value: figure(rows, what, ours, 'messageReads'),
          limit: 100,
          bound: 'at most',
        },
        {
          what: 'times sooner than stock',
          value: figure(rows, what, stock, 'took') / figure(rows, what, ours, 'took'),
          limit: 5,
          bound: 'at least',
        },
      ],
      charts: [
        { kind: 'bars', title: 'Until all have caught up, s', column: 'took' },
        { kind: 'bars', title: 'Reads of messages from MongoDB', column: 'messageReads' },
      ],
      notes: [
        `Stock: subscribe again, and query what was posted since. ${inFlight} connect at a time. CoCo Chat also checks each client's token and sanctions in the database; stock asks nobody.`,
      ],
    };
  },
};
