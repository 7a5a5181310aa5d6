import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

import { freePort, startProcess } from '@coco-chat/e2e/servers/start';

import { repositoryRoot } from '../harness/repository-root';
import { startWorker } from '../harness/worker';
import type { Arranged, ArrangerHandlers } from './arranger';
import type { PayloadSettings } from './open-payload';

/** A process of the product, as its build runs. */
export interface Product {
  readonly name: string;
  readonly pid: number;
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  output(): string;
  stop(): Promise<void>;
}

const entries = {
  'chat-server': 'chat-server/dist/main.js',
  embedded: 'cms/dist/server.js',
} as const;

export interface ProductOptions {
  readonly kind: keyof typeof entries;
  /** A folder of its own. */
  readonly folder: string;
  readonly databaseUri: string;
  readonly secret: string;
  readonly redisUrl?: string | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
}

/** For PAYLOAD_SECRET. */
export const newSecret = (): string => randomBytes(32).toString('hex');

/** What a developer's shell or .env may set, and must not reach what is measured. */
const unset = {
  ADMIN_EMAIL: '',
  ADMIN_PASSWORD: '',
  ALLOWED_ORIGINS: '',
  EMBEDDED: '',
  NODE_ENV: undefined,
  NODE_OPTIONS: undefined,
  PUBLIC_URL: '',
  TRUST_PROXY: '',
};

/** Starts a process of the product from its build, with limits that nobody reaches, and waits for its /readyz. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const { databaseUri, env, execArgv = [], folder, kind, redisUrl = '', secret } = options;
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const running = await startProcess({
    command: process.execPath,
    args: ['-C', 'production', ...execArgv, path.join(repositoryRoot, entries[kind])],
    cwd: folder,
    env: {
      ...unset,
      DATABASE_URI: databaseUri,
      DATA_DIR: path.join(folder, 'data'),
      EMBEDDED: kind === 'embedded' ? 'true' : 'false',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      PAYLOAD_SECRET: secret,
      PORT: String(port),
      PUBLIC_URL: origin,
      RATE_LIMIT_SCALE: '1000000',
      REDIS_URL: redisUrl,
      ...env,
    },
    ready: async () => (await fetch(`${origin}/readyz`)).ok,
    timeoutMs: 60_000,
  });
  return {
    name: `CoCo Chat (${kind})`,
    pid: running.pid,
    origin,
    output: () => running.output(),
    stop: () => running.stop(),
  };
}

/** Makes signed-in accounts and public rooms in a database that no process need be running on. */
export async function arrange(
  settings: PayloadSettings,
  wanted: { accounts: number; rooms: number },
): Promise<Arranged> {
  const arranger = await startWorker<ArrangerHandlers>('product/arranger', settings);
  try {
    return await arranger.call('arrange', wanted);
  } finally {
    await arranger.stop();
  }
}

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** One operation of the chat API by HTTP. @throws Error for an error in the answer */
export async function ask<T>(
  { origin }: Pick<Product, 'origin'>,
  token: string,
  query: string,
  variables: object = {},
): Promise<T> {
  const response = await fetch(`${origin}/chat/graphql`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${token}`,
      // Between two requests there may be minutes, and then the server has closed what it kept open.
      Connection: 'close',
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as Answer;
  if (errors?.[0]) throw new Error(errors[0].message);
  return data as T;
}

/** How many requests of {@link joinAll} are under way at a time. */
const joiningAtOnce = 8;

/** Lets accounts join a room, as people do. */
export async function joinAll(
  product: Pick<Product, 'origin'>,
  tokens: readonly string[],
  roomOf: (index: number) => string,
): Promise<void> {
  const queue = [...tokens.entries()];
  const joinNext = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, token] = next;
      const join = 'mutation ($roomId: ID!) { joinRoom(roomId: $roomId) { id } }';
      await ask(product, token, join, { roomId: roomOf(index) });
    }
  };
  await Promise.all(Array.from({ length: joiningAtOnce }, joinNext));
}

export const revisionOf = async (
  product: Pick<Product, 'origin'>,
  token: string,
  id: string,
): Promise<number> => {
  const query = 'query ($id: ID!) { room(id: $id) { revision } }';
  const { room } = await ask<{ room: { revision: number } }>(product, token, query, { id });
  return room.revision;
};
