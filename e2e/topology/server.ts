import path from 'node:path';

import { startProcess, type RunningProcess } from '../servers';
import { repositoryRoot } from './repository-root';

/** One Node process of the product. It keeps its port however often it is stopped and started. */
export interface Server {
  /** How logs and errors name it, such as `chat-server 2`. */
  readonly name: string;
  readonly port: number;
  /** `127.0.0.1:port`, as nginx's `X-Served-By` and access log name it. */
  readonly address: string;
  /** `http://127.0.0.1:port`: the process itself, past nginx. */
  readonly origin: string;
  /** Of the process that runs now, or ran last. */
  readonly pid: number;
  /** What it has logged, across restarts. */
  output(): string;
  /** SIGKILL: no chance to say or write anything more. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM, as `docker compose stop` sends it. Resolves when the process is gone. */
  stop(): Promise<void>;
  /** Starts it again after {@link kill} or {@link stop}. Resolves when it is ready. */
  start(): Promise<void>;
}

export interface ServerOptions {
  readonly name: string;
  /** The bundle, relative to the repository. */
  readonly entry: string;
  readonly port: number;
  /** Where the process runs; a `.env` there is not looked for. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How long a process may take from its start to /readyz: the first one creates all indexes. */
const startTimeoutMs = 60_000;

/** What a developer's shell or .env may set, and must not reach a server under test. */
const unset = {
  ADMIN_EMAIL: '',
  ADMIN_PASSWORD: '',
  ALLOWED_ORIGINS: '',
  DATABASE_URI: '',
  HOST: '127.0.0.1',
  LOG_LEVEL: '',
  NODE_OPTIONS: undefined,
  PAYLOAD_SECRET: '',
  PUBLIC_URL: '',
  RATE_LIMIT_SCALE: '',
  REDIS_URL: '',
  TRUST_PROXY: '',
};

/**
 * Starts a built server the way its image does and waits for its /readyz.
 *
 * @throws Error with all it logged, when it ends first or takes longer than a minute
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { name, entry, port, cwd, env } = options;
  const origin = `http://127.0.0.1:${port}`;

  const launch = (): Promise<RunningProcess> =>
    startProcess({
      command: process.execPath,
      args: ['-C', 'production', path.join(repositoryRoot, entry)],
      cwd,
      env: { ...unset, ...env, PORT: String(port) },
      ready: async () => (await fetch(`${origin}/readyz`)).ok,
      timeoutMs: startTimeoutMs,
    });

  let earlier = '';
  let running = await launch();

  return {
    name,
    port,
    origin,
    address: `127.0.0.1:${port}`,
    get pid() {
      return running.pid;
    },
    output: () => earlier + running.output(),
    kill: () => running.kill(),
    stop: () => running.stop(),
    async start() {
      await running.stop();
      earlier += running.output();
      running = await launch();
    },
  };
}
