import { setTimeout as delay } from 'node:timers/promises';

import { startLoad, startPeer, peers, type PeerName } from '../harness/contenders';
import { newDatabase } from '../harness/databases';
import { inspectorPort, openInspector } from '../harness/inspector';
import { accountsFor, connectingAtOnce, parties, type People } from '../harness/parties';
import { processorTime, residentMemory } from '../harness/process-usage';
import { figure, rowOf, type Sample } from '../harness/rounds';
import type { Bench, Outcome, Subject } from '../harness/subject';
import { Teardown } from '../harness/teardown';
import type { CrowdOptions } from '../load/crowd';
import { arrange, newSecret, startProduct } from '../product/product';

const kibibyte = 1024;
const ours = 'CoCo Chat (chat-server)';
const rooms = 100;

/** For how long all rest before it counts, in seconds. V8 goes on collecting what connecting left for most of a minute. */
const settling = 60;
/** For how long it counts, in seconds: longer than any contender takes between two pings of a socket. */
const resting = 32;

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

/** A contender with everybody connected. */
interface Resting {
  readonly pid: number;
  /** In KiB for each socket. */
  readonly memory: { readonly resident: number; readonly heap: number };
  /** How many connections have ended. */
  readonly lost: () => Promise<number>;
}

async function connectAll(
  { dialect, people, start }: Idlers,
  teardown: Teardown,
): Promise<Resting> {
  const { flag, port } = await inspectorPort();
  const { origin, pid } = teardown.with(await start([flag]));
  const inspector = await openInspector(port);
  const load = teardown.with(await startLoad({ origins: [origin], dialect }));
  const heapBefore = await inspector.collectGarbage();
  const residentBefore = residentMemory(pid);

  const all = parties(people);
  await load.call('connect', { parties: all, inFlight: connectingAtOnce });
  const heap = await inspector.collectGarbage();
  const resident = residentMemory(pid);
  inspector.close();

  const perSocket = (bytes: number): number => bytes / all.length / kibibyte;
  return {
    pid,
    memory: {
      resident: perSocket(resident - residentBefore),
      heap: perSocket(heap.heapUsed + heap.external - heapBefore.heapUsed - heapBefore.external),
    },
    lost: async () =>
      Object.values(await load.call('closed')).reduce((sum, count) => sum + count, 0),
  };
}

/**
 * One round: everybody connects to one contender after the other, and then all rest together. A server of its
 * own for each round: what it once gave to sockets it does not give back.
 */
async function measure(bench: Bench, round: number, idlers: readonly Idlers[]): Promise<Sample[]> {
  const [settleSeconds, seconds] = bench.small ? [0, 1] : [settling, resting];
  const teardown = new Teardown();
  try {
    const all: Resting[] = [];
    for (const entry of idlers) {
      bench.say(`round ${round} of ${bench.rounds}, ${entry.name}`);
      all.push(await connectAll(entry, teardown));
    }
    bench.say(`round ${round} of ${bench.rounds}, at rest`);
    await delay(settleSeconds * 1_000);
    const before = all.map(({ pid }) => processorTime(pid));
    const restBegan = performance.now();
    await delay(seconds * 1_000);
    const used = all.map(({ pid }, index) => processorTime(pid) - (before[index] ?? NaN));
    const rested = (performance.now() - restBegan) / 1_000;
    return await Promise.all(
      all.map(async ({ lost, memory }, index): Promise<Sample> => ({
        values: { ...memory, core: ((used[index] ?? NaN) / rested) * 100 },
        lost: await lost(),
      })),
    );
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
    const idlers = [
      await productIdlers(bench, listeners),
      ...(Object.keys(peers) as PeerName[]).map((peer) => peerIdlers(peer, listeners)),
    ];
    const what = `${listeners.toLocaleString('en')} sockets`;
    const samples: Sample[][] = [];
    for (let round = 1; round <= bench.rounds; round += 1) {
      samples.push(await measure(bench, round, idlers));
    }
    const rows = idlers.map(({ name }, index) =>
      rowOf(
        what,
        name,
        samples.flatMap((ofRound) => ofRound[index] ?? []),
      ),
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
        `CPU over ${resting} s, ${settling} s after the last of them came: pings are in it, and the collection of what connecting left is not. Only CoCo Chat knows who each socket is, and who is online.`,
      ],
    };
  },
};
