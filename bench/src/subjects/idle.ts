import { setTimeout as delay } from 'node:timers/promises';

import { startLoad, startPeer, peers, type PeerName } from '../harness/contenders';
import { newDatabase } from '../harness/databases';
import { inspectorPort, openInspector } from '../harness/inspector';
import { accountsFor, connectingAtOnce, parties, type People } from '../harness/parties';
import { processorTime, residentMemory } from '../harness/process-usage';
import { alternate, figure, type Entrant, type Sample } from '../harness/rounds';
import type { Bench, Outcome, Subject } from '../harness/subject';
import { Teardown } from '../harness/teardown';
import type { CrowdOptions } from '../load/crowd';
import { arrange, newSecret, startProduct } from '../product/product';

const kibibyte = 1024;
const ours = 'CoCo Chat (chat-server)';
const rooms = 100;

interface Server {
  readonly pid: number;
  readonly origin: string;
  stop(): Promise<void>;
}

interface Idlers {
  readonly name: string;
  readonly dialect: CrowdOptions['dialect'];
  readonly people: People;
  readonly start: (execArgv: readonly string[]) => Promise<Server>;
}

/** A server of its own for each round: what it once gave to sockets it does not give back. */
async function measure({ dialect, people, start }: Idlers, restSeconds: number): Promise<Sample> {
  const teardown = new Teardown();
  try {
    const { flag, port } = await inspectorPort();
    const server = teardown.with(await start([flag]));
    const inspector = await openInspector(port);
    const load = teardown.with(await startLoad({ origins: [server.origin], dialect }));
    const heapBefore = await inspector.collectGarbage();
    const residentBefore = residentMemory(server.pid);

    const all = parties(people);
    await load.call('connect', { parties: all, inFlight: connectingAtOnce });
    const heap = await inspector.collectGarbage();
    const resident = residentMemory(server.pid);

    const cpuBefore = processorTime(server.pid);
    const restBegan = performance.now();
    await delay(restSeconds * 1_000);
    const cpu = processorTime(server.pid) - cpuBefore;
    const rested = (performance.now() - restBegan) / 1_000;

    inspector.close();
    const lost = Object.values(await load.call('closed')).reduce((sum, count) => sum + count, 0);
    return {
      values: {
        resident: (resident - residentBefore) / all.length / kibibyte,
        heap:
          (heap.heapUsed + heap.external - heapBefore.heapUsed - heapBefore.external) /
          all.length /
          kibibyte,
        core: (cpu / rested) * 100,
      },
      lost,
    };
  } finally {
    await teardown.run();
  }
}

const peerIdlers = (peer: PeerName, listeners: number): Idlers => ({
  name: peers[peer].name,
  dialect: peers[peer].dialect,
  people: {
    ...{ listeners, senders: 0 },
    roomIds: Array.from({ length: rooms }, (_, index) => `room-${index}`),
  },
  start: (execArgv) => startPeer(peer, null, execArgv),
});

async function productIdlers(bench: Bench, listeners: number): Promise<Idlers> {
  const databaseUri = await newDatabase(bench, 'SQLite');
  const secret = newSecret();
  const wanted = { accounts: accountsFor(listeners), rooms };
  const { accounts, roomIds } = await arrange({ databaseUri, secret }, wanted);
  return {
    name: ours,
    dialect: 'coco-chat',
    people: { ...{ listeners, senders: 0, roomIds }, tokens: accounts.map(({ token }) => token) },
    start: (execArgv) =>
      startProduct({ kind: 'chat-server', folder: bench.folder, databaseUri, secret, execArgv }),
  };
}

/** What a connection costs while nothing happens. */
export const idle: Subject = {
  name: 'idle',
  title: 'Idle connections: subscribed, and nothing happens',

  async run(bench): Promise<Outcome> {
    const listeners = bench.small ? 200 : 10_000;
    // Longer than any contender takes between two pings of a socket.
    const restSeconds = bench.small ? 1 : 32;
    const idlers = [
      await productIdlers(bench, listeners),
      ...(Object.keys(peers) as PeerName[]).map((peer) => peerIdlers(peer, listeners)),
    ];
    const what = `${listeners.toLocaleString('en')} sockets`;
    const rows = await alternate(
      bench,
      what,
      idlers.map((entry): Entrant => ({
        name: entry.name,
        measure: () => measure(entry, restSeconds),
      })),
    );
    const bare = peers['bare-ws'].name;
    return {
      columns: [
        { key: 'resident', title: 'resident, KiB/socket', digits: 1 },
        { key: 'heap', title: 'heap, KiB/socket', digits: 1 },
        { key: 'core', title: 'CPU, % of a core', digits: 2 },
      ],
      rows,
      goals: [
        {
          what: 'resident memory per socket ÷ bare ws',
          value: figure(rows, what, ours, 'resident') / figure(rows, what, bare, 'resident'),
          limit: 1.5,
          bound: 'at most',
        },
        {
          what: 'CPU at rest, % of a core',
          value: figure(rows, what, ours, 'core'),
          limit: 2,
          bound: 'at most',
        },
      ],
      charts: [
        { kind: 'bars', title: 'Resident memory for each socket, KiB', column: 'resident' },
        { kind: 'bars', title: 'CPU at rest, % of a core', column: 'core' },
      ],
      notes: [
        'Memory after a garbage collection, less that of the server before anybody came. Heap counts what V8 and its buffers hold.',
        `CPU over ${restSeconds} s, pings included. Only CoCo Chat knows who each socket is, and who is online.`,
      ],
    };
  },
};
