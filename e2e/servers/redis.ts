import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { freePort } from './ports';
import { startProcess, type RunningProcess } from './process';
import { redisBinary } from './programs';

export interface RedisServer {
  readonly port: number;
  /** redis://127.0.0.1:… */
  readonly url: string;
  /** Of the process that runs now. */
  readonly pid: number;
  /** SIGKILL. Resolves when it is gone; {@link restart} brings it back. */
  kill(): Promise<void>;
  /**
   * Ends it, if it still runs, and starts an empty one on the same port. Resolves when that is ready. A
   * node of a cluster still knows its slots.
   */
  restart(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

export interface RedisOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** More of redis-server's own, such as `--maxmemory 1mb`. */
  readonly args?: readonly string[];
}

/**
 * Starts a Redis of its own for a test, on loopback, that keeps no keys on disk.
 *
 * @throws {MissingRequirement} where there is no redis-server
 */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const binary = redisBinary();
  const port = options.port ?? (await freePort());
  const dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-redis-'));
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir];
  const withoutPersistence = ['--save', '', '--appendonly', 'no'];

  const start = (): Promise<RunningProcess> =>
    startProcess({
      command: binary,
      args: [...args, ...withoutPersistence, ...(options.args ?? [])],
      ready: /Ready to accept connections/,
    });
  let server = await start();

  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    get pid() {
      return server.pid;
    },
    async kill() {
      await server.kill();
    },
    async restart() {
      await server.stop();
      server = await start();
    },
    async stop() {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
