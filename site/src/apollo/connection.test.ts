import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';
import type { Renewal } from '../features/account/sessionRenewal';
import { createConnection, type Connection } from './connection';

const schema = buildSchema('type Query { a: Int } type Subscription { count: Int }');

describe('connection', () => {
  let http: Server;
  let sockets: WebSocketServer;
  let url: string;
  let connection: Connection;
  let received: unknown[];
  let renewals: Renewal[];
  let renewed: number;
  let token: string | undefined;
  let waits: number[];
  /** Closes a socket with this code before anything is acknowledged. */
  let refusesWith: number | undefined;

  beforeEach(async () => {
    received = [];
    renewals = [];
    renewed = 0;
    token = 'token-1';
    waits = [];
    refusesWith = undefined;
    http = createServer();
    sockets = new WebSocketServer({ server: http });
    useServer(
      {
        schema,
        roots: {
          subscription: {
            count: async function* () {
              yield { count: 1 };
              await new Promise(() => undefined);
            },
          },
        },
        onConnect: ({ connectionParams, extra }) => {
          received.push(connectionParams?.['authorization']);
          if (refusesWith !== undefined) extra.socket.close(refusesWith, 'test');
        },
      },
      sockets,
    );
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/`;
    connection = createConnection({
      url,
      token: async () => token,
      renew: async () => {
        renewed += 1;
        token = `token-${renewed + 1}`;
        return renewals.shift() ?? 'renewed';
      },
      webSocketImpl: WebSocket,
      wait: async (delay) => void waits.push(delay),
    });
  });

  afterEach(async () => {
    connection.close();
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    await new Promise((resolve) => http.close(resolve));
  });

  /** Resolves with the first value, and a promise of the subscription's end. */
  const subscribe = () =>
    new Promise<{ ended: Promise<void> }>((resolve, reject) => {
      let end: () => void;
      const ended = new Promise<void>((done) => (end = done));
      connection.client.subscribe(
        { query: 'subscription { count }' },
        {
          next: () => resolve({ ended }),
          error: (error) => {
            end();
            reject(error instanceof Error ? error : new Error('closed'));
          },
          complete: () => end(),
        },
      );
    });

  const closeAll = (code: number) => {
    for (const socket of sockets.clients) socket.close(code, 'test');
  };

  /** The connection, lost with a code; resolves with what `waitToReconnect` says. */
  const lose = async (code: number) => {
    const { ended } = await subscribe();
    closeAll(code);
    await ended;
    return connection.waitToReconnect();
  };

  test('sends the token with connection_init, and says how it stands', async () => {
    expect(connection.state.get()).toBe('idle');
    await subscribe();
    expect(connection.state.get()).toBe('open');
    expect(received).toEqual(['Bearer token-1']);
  });

  test('connects without a token where nobody is logged in', async () => {
    token = undefined;
    await subscribe();
    expect(received).toEqual([undefined]);
  });

  test('comes back after a wait of one to three seconds', async () => {
    await expect(lose(1011)).resolves.toBe(true);
    expect(connection.state.get()).toBe('waiting');
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThanOrEqual(1000);
    expect(waits[0]).toBeLessThanOrEqual(3000);
    await subscribe();
    expect(connection.state.get()).toBe('open');
  });

  test.each([4442, 4444])('comes back at once after %i, but not again and again', async (code) => {
    await expect(lose(code)).resolves.toBe(true);
    expect(waits).toEqual([]);
    await expect(lose(code)).resolves.toBe(true);
    expect(waits).toHaveLength(1);
  });

  test('says when too many connections are open, and tries again', async () => {
    await expect(lose(4443)).resolves.toBe(true);
    expect(connection.state.get()).toBe('crowded');
    expect(waits).toHaveLength(1);
    await subscribe();
    expect(connection.state.get()).toBe('open');
  });

  test('comes back at once with a new token where the old one is over', async () => {
    await expect(lose(4440)).resolves.toBe(true);
    expect(renewed).toBe(1);
    expect(waits).toEqual([]);
    await subscribe();
    expect(received).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  test('asks for no new token where the session has one already', async () => {
    const { ended } = await subscribe();
    token = 'token-renewed-by-another-tab';
    closeAll(4440);
    await ended;
    await expect(connection.waitToReconnect()).resolves.toBe(true);
    expect(renewed).toBe(0);
  });

  test('waits where the token cannot be renewed now', async () => {
    renewals = ['unreachable'];
    await expect(lose(4440)).resolves.toBe(true);
    expect(waits).toHaveLength(1);
  });

  test('stays away when the session is over', async () => {
    renewals = ['ended'];
    await expect(lose(4440)).resolves.toBe(false);
    expect(connection.state.get()).toBe('loggedOut');
  });

  test('comes back at once when banned from a room', async () => {
    await expect(lose(4441)).resolves.toBe(true);
    expect(waits).toEqual([]);
    await subscribe();
    expect(connection.state.get()).toBe('open');
    // From another room, later on.
    await expect(lose(4441)).resolves.toBe(true);
  });

  test('stays away when banned at once after coming back', async () => {
    await expect(lose(4441)).resolves.toBe(true);
    refusesWith = 4441;
    await expect(subscribe()).rejects.toThrow();
    await expect(connection.waitToReconnect()).resolves.toBe(false);
    expect(connection.state.get()).toBe('banned');
    expect(waits).toEqual([]);
  });

  test('waits longer while nobody answers, once for all who ask', async () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    await new Promise((resolve) => http.close(resolve));
    for (let failure = 1; failure <= 4; failure += 1) {
      await expect(subscribe()).rejects.toThrow();
      await Promise.all([connection.waitToReconnect(), connection.waitToReconnect()]);
    }
    expect(waits).toHaveLength(4);
    expect(waits[3]).toBeGreaterThanOrEqual(8000);
    http = createServer();
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  });

  test('is not waited for once closed', async () => {
    const { ended } = await subscribe();
    connection.close();
    await ended;
    await expect(connection.waitToReconnect()).resolves.toBe(false);
    expect(waits).toEqual([]);
  });
});
