import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import express from 'express';
import { pino } from 'pino';

import { createReadiness, type Readiness } from './health';

let server: Server;
let readiness: Readiness;
const away = new Set<string>();

beforeEach(async () => {
  away.clear();
  const check = (name: string) => async () => {
    if (away.has(name)) throw new Error(`${name} has its reasons`);
  };
  readiness = createReadiness(
    { needed: { database: check('database') }, helpful: { events: check('events') } },
    pino({ level: 'silent' }),
  );
  server = createServer(express().use(readiness.router)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

const ask = async (path: string): Promise<[number, unknown]> => {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return [response.status, await response.json()];
};
const answer = (status: string, database = 'ok', events = 'ok') => ({
  ...{ status, checks: { database, events } },
});

test('is ready where everything is there', async () => {
  expect(await ask('/readyz')).toEqual([200, answer('ok')]);
});

test('stays in service without the bus, and says so', async () => {
  away.add('events');
  expect(await ask('/readyz')).toEqual([200, answer('degraded', 'ok', 'unavailable')]);
});

test('is not ready without the database, nor when it is about to end', async () => {
  away.add('database');
  expect(await ask('/readyz')).toEqual([503, answer('unavailable', 'unavailable')]);
  away.clear();
  expect((await ask('/readyz'))[0]).toBe(200);
  readiness.stop();
  expect(await ask('/readyz')).toEqual([503, answer('unavailable')]);
  expect(await ask('/healthz')).toEqual([200, { status: 'ok' }]);
});
