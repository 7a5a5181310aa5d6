import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';

import { repositoryRoot } from './repository-root';

/** What a worker does when it is asked, by name. Arguments and answers are plain JSON. */
export type Handlers = Readonly<Record<string, (input: never) => unknown>>;

type Answer<H extends Handlers, K extends keyof H> = Awaited<ReturnType<H[K]>>;

/** A process of its own that does what it is asked. It ends with this one, however that ends. */
export interface Worker<H extends Handlers> {
  readonly pid: number;
  /** @throws Error with what the worker threw, or that it ended */
  call<K extends keyof H & string>(name: K, ...input: Parameters<H[K]>): Promise<Answer<H, K>>;
  /** Resolves when it is gone. */
  stop(): Promise<void>;
}

interface Request {
  id: number;
  name: string;
  input: unknown;
}

interface Reply {
  id: number;
  result?: unknown;
  error?: string;
}

/** How long a worker may take to be there, in milliseconds. */
const readyTimeout = 60_000;

/** The end of what a worker says on standard error is kept; that much, in characters. */
const saidLimit = 10_000;

/** Settings for the worker, read by {@link serveWorker}. */
const settingsVariable = 'BENCH_WORKER_SETTINGS';

/**
 * Starts one of the bundles of `bench/dist` as a process.
 *
 * @param entry such as `contenders/bare-ws`
 * @throws Error when it ends, or is not ready within a minute
 */
export async function startWorker<H extends Handlers>(
  entry: string,
  settings: unknown = {},
  execArgv: readonly string[] = [],
): Promise<Worker<H>> {
  const script = path.join(repositoryRoot, 'bench', 'dist', `${entry}.js`);
  const child = fork(script, {
    cwd: repositoryRoot,
    // Payload's development entry points expect a bundler.
    execArgv: ['-C', 'production', ...execArgv],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      [settingsVariable]: JSON.stringify(settings),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  // Shown only where it ends by itself: a debugger says where it listens, and others what they warn of.
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-saidLimit);
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  let ended = false;
  const exited = once(child, 'close').then(() => {
    ended = true;
    for (const [id, settle] of waiting) settle({ id, error: `${entry} ended\n${said}` });
  });
  child.on('message', ({ id, ...reply }: Reply) => {
    waiting.get(id)?.({ id, ...reply });
    waiting.delete(id);
  });

  const answerTo = (id: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (ended) reject(new Error(`${entry} ended`));
      waiting.set(id, ({ error, result }) => {
        if (error === undefined) resolve(result);
        else reject(new Error(error));
      });
    });

  let lastId = 0;
  const timer = setTimeout(() => child.kill('SIGKILL'), readyTimeout);
  try {
    // A worker says 0 once it is ready.
    await answerTo(0);
  } finally {
    clearTimeout(timer);
  }

  return {
    pid: child.pid as number,
    async call(name, ...[input]) {
      lastId += 1;
      const answer = answerTo(lastId);
      child.send({ id: lastId, name, input } satisfies Request);
      return (await answer) as never;
    },
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** What {@link startWorker} was told to tell this process. */
export const workerSettings = (): unknown => JSON.parse(process.env[settingsVariable] ?? '{}');

/** Answers {@link Worker.call} in this process, and ends it with the process that started it. */
export function serveWorker(handlers: Handlers): void {
  const send = (reply: Reply): void => void process.send?.(reply);
  process.on('disconnect', () => process.exit(0));
  process.on('message', ({ id, input, name }: Request) => {
    const answer = async (): Promise<unknown> => {
      const handler = handlers[name];
      if (!handler) throw new Error(`Nothing is called ${name} here`);
      return handler(input as never);
    };
    answer().then(
      (result) => send({ id, result }),
      (error: unknown) => send({ id, error: error instanceof Error ? (error.stack ?? '') : '' }),
    );
  });
  send({ id: 0 });
}
