import { freePort } from '@coco-chat/e2e/servers/start';

import type { ContenderSettings } from '../contenders/settings';
import type { CrowdOptions } from '../load/crowd';
import type { GeneratorHandlers } from '../load/generator';
import { connectingAtOnce, parties, type People } from './parties';
import type { Bench } from './subject';
import { startWorker, type Worker } from './worker';

/** A server and those who talk to it, each in a process of its own. */
export interface Contender {
  readonly name: string;
  /** Of the server. */
  readonly pids: readonly number[];
  readonly load: Worker<GeneratorHandlers>;
}

/** The peers, by the names of their bundles. */
export const peers = {
  'bare-ws': { name: 'bare ws', dialect: 'ws' },
  'stock-graphql-ws': { name: 'graphql-ws + graphql-subscriptions', dialect: 'graphql-ws' },
  'socket-io': { name: 'socket.io', dialect: 'socket.io' },
} as const;

export type PeerName = keyof typeof peers;

/** What peers may be asked: where a client stands who has seen everything so far. */
interface PeerHandlers {
  [name: string]: () => unknown;
  revision: () => number;
}

export interface PeerServer extends Worker<PeerHandlers> {
  readonly origin: string;
}

/** @param databaseUri where it stores messages before it sends them on; null for nowhere */
export async function startPeer(
  peer: PeerName,
  databaseUri: string | null = null,
  execArgv: readonly string[] = [],
): Promise<PeerServer> {
  const port = await freePort();
  const settings: ContenderSettings = { port, databaseUri };
  const worker = await startWorker<PeerHandlers>(`contenders/${peer}`, settings, execArgv);
  return { ...worker, origin: `http://127.0.0.1:${port}` };
}

export const startLoad = (options: CrowdOptions): Promise<Worker<GeneratorHandlers>> =>
  startWorker<GeneratorHandlers>('load/generator', options);

/** A peer and the people in its rooms, who are connected. Stopped after the subject. */
export async function startPeopled(
  { say, teardown }: Pick<Bench, 'say' | 'teardown'>,
  peer: PeerName,
  people: People,
  databaseUri: string | null = null,
): Promise<Contender & { readonly server: PeerServer }> {
  const { dialect, name } = peers[peer];
  say(`starting ${name}`);
  const server = teardown.with(await startPeer(peer, databaseUri));
  const load = teardown.with(await startLoad({ origins: [server.origin], dialect }));
  await load.call('connect', { parties: parties(people), inFlight: connectingAtOnce });
  return { name, pids: [server.pid], load, server };
}
