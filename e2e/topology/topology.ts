import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { startMongo, startRedis, type RedisServer, type Requirement } from '../servers';
import { startNginx, type RunningNginx } from './nginx';
import { repositoryRoot } from './repository-root';
import type { TemplateVariables } from './render-templates';
import { startServer, type Server } from './server';
import { stablePort } from './stable-port';

/** What a machine must have, for `describeNeeds`. */
export const topologyNeeds: readonly Requirement[] = ['mongod', 'redis-server', 'nginx'];

export interface TopologyOptions {
  /** A folder of its own, removed by whoever made it: data, logs, nginx's configuration. */
  readonly dir: string;
  /** The database, which stays whoever's it is. Default: one in the tests' shared MongoDB. */
  readonly mongo?: { readonly uri: string };
  /** How many replicas. Default: 2, as in docker-compose.yml. */
  readonly chatServers?: number;
  /** Environment for cms and chat-servers, over what docker-compose.yml gives them. */
  readonly env?: Readonly<Record<string, string>>;
  /** `NGINX_…` variables, over those that suit tests. */
  readonly nginx?: TemplateVariables;
}

/** The processes of docker-compose.yml, without Docker. */
export interface Topology {
  /** nginx, by HTTP: where a browser or client goes. */
  readonly origin: string;
  /** nginx, by HTTPS, with a certificate that nobody signed. */
  readonly httpsOrigin: string;
  readonly mongo: { readonly uri: string };
  readonly redis: RedisServer;
  readonly cms: Server;
  readonly chat: readonly Server[];
  readonly nginx: RunningNginx;
  /**
   * The chat-server a response came from, a WebSocket's handshake included.
   *
   * @param servedBy the response's `X-Served-By` header; with several addresses the last one answered
   * @throws Error when it is none of them
   */
  chatServerOf(servedBy: string | null | undefined): Server;
  /** Stops everything, clients' entrance first, and drops the database. */
  stop(): Promise<void>;
}

/** Undoes what was done, the newest first, also where something was never finished. */
class Teardown {
  readonly #steps: (() => Promise<void>)[] = [];

  /** Remembers how to stop what just started. */
  with<T extends { stop(): Promise<void> }>(started: T): T {
    this.#steps.push(() => started.stop());
    return started;
  }

  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0).reverse()) {
      await step().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be stopped.');
  }
}

async function start(options: TopologyOptions, teardown: Teardown): Promise<Topology> {
  const { dir, chatServers = 2 } = options;
  const siteRoot = path.join(repositoryRoot, 'site', 'dist');
  await mkdir(dir, { recursive: true });

  const cmsPort = await stablePort();
  const chatPorts: number[] = [];
  for (let count = 0; count < chatServers; count += 1) chatPorts.push(await stablePort());

  const nginx = teardown.with(
    await startNginx({
      dir: path.join(dir, 'nginx'),
      cms: [`127.0.0.1:${cmsPort}`],
      chat: chatPorts.map((port) => `127.0.0.1:${port}`),
      siteRoot,
      ...(options.nginx && { variables: options.nginx }),
    }),
  );
  const mongo = options.mongo ?? teardown.with(await startMongo());
  const redis = teardown.with(await startRedis());
  const env = {
    NODE_ENV: 'production',
    EMBEDDED: 'false',
    PUBLIC_URL: nginx.origin,
    ALLOWED_ORIGINS: nginx.httpsOrigin,
    DATA_DIR: path.join(dir, 'data'),
    DATABASE_URI: mongo.uri,
    REDIS_URL: redis.url,
    PAYLOAD_SECRET: randomBytes(32).toString('hex'),
    TRUST_PROXY: '1',
    ...options.env,
  };

  // The cms first, as in docker-compose.yml: it makes the indexes that chat-servers rely on.
  const cms = teardown.with(
    await startServer({ name: 'cms', entry: 'cms/dist/server.js', port: cmsPort, cwd: dir, env }),
  );
  const chat: Server[] = [];
  for (const [index, port] of chatPorts.entries()) {
    const name = `chat-server ${index + 1}`;
    const entry = 'chat-server/dist/main.js';
    chat.push(teardown.with(await startServer({ name, entry, port, cwd: dir, env })));
  }

  return {
    origin: nginx.origin,
    httpsOrigin: nginx.httpsOrigin,
    mongo,
    redis,
    cms,
    chat,
    nginx,
    chatServerOf(servedBy) {
      const address = servedBy?.split(',').at(-1)?.trim();
      const server = chat.find((candidate) => candidate.address === address);
      if (server === undefined)
        throw new Error(`No chat-server answered: ${servedBy ?? 'no header'}`);
      return server;
    },
    stop: () => teardown.run(),
  };
}

/**
 * Runs the topology of docker-compose.yml as plain processes on loopback: a MongoDB replica set, Redis,
 * nginx from deploy/nginx, cms and chat-servers from their builds (`npm run build` first).
 *
 * @returns once every process is ready
 * @throws Error with the log of what did not become ready; whatever had started is stopped
 */
export async function startTopology(options: TopologyOptions): Promise<Topology> {
  const teardown = new Teardown();
  try {
    return await start(options, teardown);
  } catch (error) {
    await teardown.run();
    throw error;
  }
}
