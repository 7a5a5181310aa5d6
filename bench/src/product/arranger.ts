import { serveWorker, workerSettings } from '../harness/worker';
import { createAccount, createRoom, type Account } from './first-documents';
import { openPayload, type PayloadSettings } from './open-payload';

/**
 * Writes what a bench needs before anybody connects, through Payload as the CMS has it: accounts that are
 * signed in, and rooms. People then join by the product's own API.
 */
export interface Arranged {
  readonly accounts: readonly Account[];
  readonly roomIds: readonly string[];
}

const payload = await openPayload(workerSettings() as PayloadSettings);

async function arrange(wanted: { accounts: number; rooms: number }): Promise<Arranged> {
  const accounts: Account[] = [];
  for (let number = 1; number <= wanted.accounts; number += 1) {
    accounts.push(await createAccount(payload, number));
  }
  const roomIds: string[] = [];
  for (let number = 1; number <= wanted.rooms; number += 1)
    roomIds.push(await createRoom(payload, number));
  return { accounts, roomIds };
}

const handlers = { arrange };
export type ArrangerHandlers = typeof handlers;

serveWorker(handlers);
