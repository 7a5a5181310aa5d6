import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { waitFor } from './wait';

/** The end of what a process said is kept; that much, in characters. */
const outputLimit = 1_000_000;

export interface ProcessOptions {
  readonly command: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** Added to this process's own environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** When the process is ready: what its output contains, or what comes true (a throw is "not yet"). */
  readonly ready: RegExp | (() => Promise<boolean> | boolean);
  /** How long to wait for that. Default: 30 s. */
  readonly timeoutMs?: number;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  readonly pid: number;
  /** Standard output and error so far, as they came. */
  output(): string;
  /** Resolves when the process has ended, by itself or not. */
  readonly exited: Promise<Exit>;
  /** Asks it to end, and kills it after `timeoutMs`. Resolves when it is gone; does no harm twice. */
  stop(signal?: NodeJS.Signals, timeoutMs?: number): Promise<void>;
  /** SIGKILL, as a crash or the kernel's out-of-memory killer would. Resolves when it is gone. */
  kill(): Promise<void>;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone, which is what was wanted.
  }
}

/**
 * Kills the process group when this process ends, even by SIGKILL: a shell waits on a pipe that only this
 * process holds open.
 *
 * @returns what unties them again
 */
function tether(pid: number): () => void {
  const watcher = spawn('sh', ['-c', 'read -r _; kill -KILL "-$0" 2>/dev/null', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.unref();
  return () => watcher.kill('SIGKILL');
}

function collectOutput(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk: string) => {
      output = (output + chunk).slice(-outputLimit);
    });
  }
  return () => output;
}

/**
 * Starts a process and waits until it is ready. It ends with this process, however that ends.
 *
 * @throws Error with all it said, when it ends or `timeoutMs` passes before it is ready
 */
export async function startProcess({
  command,
  args = [],
  cwd,
  env,
  ready,
  timeoutMs = 30_000,
}: ProcessOptions): Promise<RunningProcess> {
  const child = spawn(command, args, {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: whatever it starts can be ended with it, and Ctrl-C reaches the tests first.
    detached: true,
  });
  const output = collectOutput(child);
  await once(child, 'spawn');
  const pid = child.pid as number;
  const untie = tether(pid);

  let exit: Exit | undefined;
  const closed = once(child, 'close');
  const exited = (once(child, 'exit') as Promise<[Exit['code'], Exit['signal']]>).then(
    async ([code, signal]): Promise<Exit> => {
      // What it started and left behind would keep its output open.
      signalGroup(pid, 'SIGKILL');
      untie();
      await closed;
      exit = { code, signal };
      return exit;
    },
  );

  async function stop(signal: NodeJS.Signals = 'SIGTERM', limitMs = 10_000): Promise<void> {
    if (exit !== undefined) return;
    child.kill(signal);
    const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), limitMs);
    try {
      await exited;
    } finally {
      clearTimeout(timer);
    }
  }
  const kill = (): Promise<void> => stop('SIGKILL');

  const isReady = typeof ready === 'function' ? ready : () => ready.test(output());
  try {
    await waitFor(async () => exit !== undefined || (await isReady()), { timeoutMs });
  } catch (cause) {
    await kill();
    throw new Error(`${command} was not ready after ${timeoutMs} ms:\n${output()}`, { cause });
  }
  if (exit !== undefined) throw new Error(`${command} ended before it was ready:\n${output()}`);

  return { pid, output, exited, stop, kill };
}
