import { peers, startPeopled } from '../harness/contenders';
import { databaseKinds, newDatabase } from '../harness/databases';
import { deliveryColumns, measureDelivery } from '../harness/delivery';
import { alternate, figure } from '../harness/rounds';
import type { Goal, Outcome, Row, Subject } from '../harness/subject';
import { startPopulated } from '../product/populated';

const { core, load, p50, p99, rate } = deliveryColumns;
const ours = 'CoCo Chat (chat-server)';

/** From a message's sending to its arrival at everybody else, with its storing in between. */
export const postToScreen: Subject = {
  name: 'post-to-screen',
  title: 'Post to screen: sent, stored, received by everybody in the room',

  async run(bench): Promise<Outcome> {
    const listeners = bench.small ? 30 : 300;
    const senders = 20;
    const rows: Row[] = [];
    for (const database of databaseKinds) {
      const contenders = [
        await startPopulated(bench, { kind: 'chat-server', database, listeners, senders }),
        await startPeopled(
          bench,
          'socket-io',
          { listeners, senders, roomIds: ['room'] },
          await newDatabase(bench, database),
        ),
      ];
      for (const contender of contenders) await contender.load.call('burst', { messages: 20 });
      rows.push(
        ...(await alternate(
          bench,
          database,
          contenders.map((contender) => ({
            name: contender.name,
            measure: () =>
              measureDelivery(contender, () =>
                contender.load.call('paced', { perSecond: 100, seconds: bench.small ? 1 : 5 }),
              ),
          })),
        )),
      );
      await bench.teardown.run();
    }
    return {
      columns: [p50, p99, core, rate, load],
      rows,
      goals: databaseKinds.flatMap((database): Goal[] => [
        goal(rows, database, 'p50', 5),
        goal(rows, database, 'p99', 20),
      ]),
      charts: [
        { kind: 'bars', title: 'Median, ms', column: 'p50' },
        { kind: 'bars', title: '99th percentile, ms', column: 'p99' },
      ],
      notes: [
        `${listeners} listeners, ${senders} senders, 100 messages a second. ${peers['socket-io'].name} inserts each message before it sends it on.`,
        'SQLite: WAL, synchronous = FULL. MongoDB: a replica set of one, w: majority.',
      ],
    };
  },
};

const goal = (rows: readonly Row[], database: string, key: string, limit: number): Goal => ({
  what: `${database}: ${key}, ms`,
  value: figure(rows, database, ours, key),
  limit,
  bound: 'at most',
});
