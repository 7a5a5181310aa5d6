import { randomUUID } from 'node:crypto';
import path from 'node:path';

import { startLoad, type Contender } from '../harness/contenders';
import { newDatabase, type DatabaseKind } from '../harness/databases';
import { accountsFor, connectingAtOnce, parties } from '../harness/parties';
import type { Bench } from '../harness/subject';
import {
  arrange,
  joinAll,
  newSecret,
  startProduct,
  type Product,
  type ProductOptions,
} from './product';

export interface PopulatedOptions {
  readonly kind: ProductOptions['kind'];
  readonly database: DatabaseKind;
  /** Sockets that listen to the rooms, and further ones that send. */
  readonly listeners: number;
  readonly senders: number;
  /** Default: 1. */
  readonly rooms?: number;
  /** How many processes on one database. More than one need Redis. Default: 1. */
  readonly processes?: number;
  readonly redisUrl?: string;
}

/** The product with people in its rooms, who are connected. */
export interface Populated extends Contender {
  readonly products: readonly Product[];
  readonly databaseUri: string;
  readonly roomIds: readonly string[];
  readonly tokens: readonly string[];
}

/** Starts the product on a new database, and lets people join and connect. It is stopped after the subject. */
export async function startPopulated(bench: Bench, options: PopulatedOptions): Promise<Populated> {
  const { database, kind, listeners, processes = 1, redisUrl, rooms = 1, senders } = options;
  const { folder, teardown } = bench;
  const name = `CoCo Chat (${kind})`;
  bench.say(`starting ${name} on ${database}`);
  const secret = newSecret();
  const databaseUri = await newDatabase(bench, database);
  // Each sender is in a room of its own choosing, so there is an account for each, up to what rooms need.
  const wanted = {
    accounts: Math.max(accountsFor(listeners + senders), Math.min(senders, 200)),
    rooms,
  };
  const { accounts, roomIds } = await arrange({ databaseUri, secret }, wanted);
  const tokens = accounts.map(({ token }) => token);

  const products: Product[] = [];
  for (let started = 0; started < processes; started += 1) {
    const place = path.join(folder, randomUUID());
    const product = await startProduct({ kind, folder: place, databaseUri, secret, redisUrl });
    products.push(teardown.with(product));
  }
  const [first] = products;
  if (!first) throw new Error('A product of no process');
  await joinAll(first, tokens, (index) => roomIds[index % roomIds.length] ?? '');

  const origins = products.map(({ origin }) => origin);
  const load = teardown.with(await startLoad({ origins, dialect: 'coco-chat' }));
  await load.call('connect', {
    parties: parties({ listeners, senders, roomIds, tokens }),
    inFlight: connectingAtOnce,
  });
  return {
    ...{ name, products, databaseUri, roomIds, tokens, load },
    pids: products.map(({ pid }) => pid),
  };
}
