import { ApolloClient, gql, InMemoryCache } from '@apollo/client/core';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { waitFor } from '@coco-chat/e2e/servers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

import { ProtocolClient } from '../testing/protocol-client';
import { SharedServer, type SharedEvent } from '../testing/shared-server';

const texts = 'subscription ($suffix: String) { events { number text(suffix: $suffix) } }';
const own = 'subscription { events { number mine } }';

let server: SharedServer;
let clients: Client[];

beforeEach(async () => {
  server = await SharedServer.start();
  clients = [];
});
afterEach(async () => {
  for (const client of clients) await client.dispose();
  await server.stop();
});

const connect = (account: string): Client => {
  const client = createClient({
    url: server.url,
    webSocketImpl: WebSocket,
    connectionParams: { account },
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: () => undefined,
  });
  clients.push(client);
  return client;
};

/** What one subscription was told, and how it ended. */
interface Heard {
  data: Record<string, unknown>[];
  errors: unknown[];
  end: 'complete' | 'error' | null;
  stop: () => void;
}

/** Resolves once the server has the subscription. */
async function follow(client: Client, query: string, variables = {}): Promise<Heard> {
  const before = server.begun;
  const heard: Heard = { data: [], errors: [], end: null, stop: () => undefined };
  heard.stop = client.subscribe<{ events: Record<string, unknown> }>(
    { query, variables },
    {
      next: ({ data, errors }) => {
        if (errors) heard.errors.push(...errors);
        if (data) heard.data.push(data.events);
      },
      error: () => (heard.end = 'error'),
      complete: () => (heard.end = 'complete'),
    },
  );
  await waitFor(() => server.begun > before);
  return heard;
}

const event = (number: number, author = 'sky'): SharedEvent => ({ number, author });
const numbersOf = ({ data }: Heard): unknown[] => data.map(({ number }) => number);

describe('events', () => {
  test('are executed once for all who asked the same, whoever they are', async () => {
    const accounts = ['one', 'one', 'two', 'two', 'three'];
    const all = accounts.map((account) => connect(account));
    const heard: Heard[] = [];
    for (const client of all) heard.push(await follow(client, texts));
    server.tell([event(1), event(2)]);
    await waitFor(() => heard.every(({ data }) => data.length === 2));
    const expected = [
      { number: 1, text: 'sky says 1' },
      { number: 2, text: 'sky says 2' },
    ];
    expect(heard.map(({ data }) => data)).toEqual(heard.map(() => expected));
    expect(server.executions).toBe(2);
    expect(server.fanOut.size).toBe(1);
  });

  test('are executed anew for those who have blocked whom they are about, once for all of them', async () => {
    server.blocked.set('two', new Set(['sky', 'sea']));
    server.blocked.set('three', new Set(['sky']));
    server.blocked.set('four', new Set(['somebody else']));
    const heard: Heard[] = [];
    for (const account of ['one', 'two', 'three', 'four']) {
      heard.push(await follow(connect(account), texts));
    }
    server.tell([event(1)]);
    await waitFor(() => heard.every(({ data }) => data.length === 1));
    const seen = heard.map(({ data }) => data[0]?.text);
    expect(seen).toEqual(['sky says 1', null, null, 'sky says 1']);
    expect(server.executions).toBe(2);
    server.blocked.clear();
    server.tell([event(2)]);
    await waitFor(() => heard.every(({ data }) => data.length === 2));
    expect(heard.map(({ data }) => data[1]?.text)).toEqual(Array(4).fill('sky says 2'));
    expect(server.executions).toBe(3);
  });

  test('that say who looks are executed for each account, and go to no other', async () => {
    const [one, again, other] = [
      await follow(connect('one'), own),
      await follow(connect('one'), own),
      await follow(connect('other'), own),
    ];
    server.tell([event(1)]);
    await waitFor(() => [one, again, other].every(({ data }) => data.length === 1));
    expect([one, again, other].map(({ data }) => data[0]?.mine)).toEqual([
      '1 of one',
      '1 of one',
      '1 of other',
    ]);
    expect(server.executions).toBe(2);
  });

  test('are shared by those only whose variables are the same where they matter', async () => {
    const query = `subscription ($after: Int, $suffix: String) {
      events(after: $after) { number text(suffix: $suffix) } }`;
    const client = connect('one');
    const heard = [
      await follow(client, query, { after: 1, suffix: '!' }),
      await follow(client, query, { after: 2, suffix: '!' }),
      await follow(client, query, { after: 1, suffix: '?' }),
    ];
    server.tell([event(1)]);
    await waitFor(() => heard.every(({ data }) => data.length === 1));
    const seen = heard.map(({ data }) => data[0]?.text);
    expect(seen).toEqual(['sky says 1!', 'sky says 1!', 'sky says 1?']);
    expect(server.executions).toBe(2);
  });

  test('come with their errors, and go on', async () => {
    const heard = await follow(connect('one'), 'subscription { events { number broken } }');
    server.tell([event(1)]);
    server.tell([event(2)]);
    await waitFor(() => heard.data.length === 2);
    expect(heard.data.map(({ number }) => number)).toEqual([1, 2]);
    expect(heard.errors).toMatchObject([{ message: 'Broken' }, { message: 'Broken' }]);
  });
});

describe('an operation', () => {
  test('that is over is told nothing more, and leaves nothing behind', async () => {
    const [client, other] = [connect('one'), connect('two')];
    const [stopping, staying] = [await follow(client, texts), await follow(other, texts)];
    stopping.stop();
    await waitFor(() => server.subscribers === 1);
    server.tell([event(1)]);
    await waitFor(() => staying.data.length === 1);
    expect(stopping.data).toEqual([]);
    await other.dispose();
    await waitFor(() => server.subscribers === 0);
    expect(server.fanOut.size).toBe(0);
  });

  test('that the server ends is completed, and the socket stays', async () => {
    const client = connect('one');
    const heard = await follow(client, texts);
    server.tell([event(1)]);
    await waitFor(() => heard.data.length === 1);
    server.end();
    await waitFor(() => heard.end === 'complete');
    const again = await follow(client, texts);
    server.tell([event(2)]);
    await waitFor(() => again.data.length === 1);
    expect(numbersOf(heard)).toEqual([1]);
  });

  test('may have an id of any kind', async () => {
    const client = new ProtocolClient(server.url);
    await client.init({ account: 'one' });
    await client.next('connection_ack');
    const ids = ['1', '"quoted"\\', '구름 ☁️', 'x'.repeat(70_000 / 2)];
    for (const id of ids) client.subscribe(id, texts);
    await waitFor(() => server.subscribers === ids.length);
    server.tell([event(7)]);
    const told: unknown[] = [];
    for (const id of ids) {
      const { payload, ...rest } = await client.next('next');
      told.push(rest.id);
      expect([ids.includes(id), payload]).toEqual([
        true,
        { data: { events: { number: 7, text: 'sky says 7' } } },
      ]);
    }
    expect(told).toEqual(ids);
    client.close();
  });
});

describe('somebody who is far behind', () => {
  test('does without what passes, and is let go where that is not enough', async () => {
    await server.stop();
    server = await SharedServer.start(20);
    const heard = await follow(connect('one'), texts);
    let release = (): void => undefined;
    const ready = new Promise<void>((resolve) => (release = resolve));
    server.tell([{ ...event(0), ready }]);
    await waitFor(() => server.executions === 1);
    // Passing events make room for those that do not pass, and no more of them come in.
    for (let number = 100; number < 150; number += 1) server.tell([event(number)], true);
    for (let number = 1; number < 20; number += 1) server.tell([event(number)]);
    server.tell([event(200)], true);
    expect(server.overflowed).toEqual([]);
    release();
    await waitFor(() => heard.data.length === 20);
    expect(numbersOf(heard)).toEqual(Array.from({ length: 20 }, (_, number) => number));

    const stuck = new Promise<void>(() => undefined);
    server.tell([{ ...event(20), ready: stuck }]);
    for (let number = 21; number < 42; number += 1) server.tell([event(number)]);
    expect(server.overflowed).toEqual(['one']);
    await waitFor(() => heard.end === 'complete');
    expect(server.fanOut.size).toBe(0);
  });

  test('with reading is let go, however little each event is', async () => {
    const client = new ProtocolClient(server.url);
    await client.init({ account: 'one' });
    await client.next('connection_ack');
    client.subscribe('1', texts, { suffix: 'x'.repeat(50_000) });
    await waitFor(() => server.subscribers === 1);
    client.socket.pause();
    let number = 0;
    await waitFor(
      () => {
        number += 1;
        server.tell([event(number)]);
        return server.tooSlow > 0;
      },
      { timeoutMs: 20_000 },
    );
    const [socket] = server.sockets;
    expect(socket?.bufferedAmount ?? 0).toBeLessThan(2 * 1024 * 1024);
    client.socket.resume();
    await client.closed;
    await waitFor(() => server.subscribers === 0);
  }, 30_000);
});

type Step =
  | { do: 'tell'; events: number; author: string }
  | { do: 'subscribe'; client: number; asks: 'texts' | 'own' }
  | { do: 'stop'; which: number }
  | { do: 'block'; client: number; author: string }
  | { do: 'echo'; client: number }
  | { do: 'ping'; client: number }
  | { do: 'turn' };

const authors = ['sky', 'sea'];
const client = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('tell' as const),
      events: fc.integer({ min: 1, max: 4 }),
      author: fc.constantFrom(...authors),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('subscribe' as const),
      client,
      asks: fc.constantFrom('texts' as const, 'own' as const),
    }),
  },
  fc.record({ do: fc.constant('stop' as const), which: fc.nat(9) }),
  fc.record({ do: fc.constant('block' as const), client, author: fc.constantFrom(...authors) }),
  fc.record({ do: fc.constant('echo' as const), client }),
  fc.record({ do: fc.constant('ping' as const), client }),
  fc.record({ do: fc.constant('turn' as const) }),
);

/** A subscription of the property test, and what it must be told. */
interface Followed extends Heard {
  account: string;
  asks: 'texts' | 'own';
  expected: Record<string, unknown>[];
  isStopped: boolean;
}

/** Follows by Apollo Client, whose link is one more reader of the protocol. */
async function followByApollo(sockets: Client, query: string): Promise<Heard> {
  const before = server.begun;
  const apollo = new ApolloClient({
    cache: new InMemoryCache(),
    link: new GraphQLWsLink(sockets),
  });
  const heard: Heard = { data: [], errors: [], end: null, stop: () => undefined };
  const subscription = apollo
    .subscribe<{ events: Record<string, unknown> }>({ query: gql(query), fetchPolicy: 'no-cache' })
    .subscribe({
      next: ({ data, error }) => {
        if (error) heard.errors.push(error);
        if (!data) return;
        // Apollo asks for the type of whatever it reads.
        const { __typename: type, ...told } = data.events;
        expect(type).toBe('Event');
        heard.data.push(told);
      },
      complete: () => (heard.end = 'complete'),
    });
  heard.stop = () => subscription.unsubscribe();
  await waitFor(() => server.begun > before);
  return heard;
}

test('whatever happens at once, each is told what is theirs, in order, and nothing after the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      server.blocked.clear();
      const accounts = ['a', 'b', 'b', 'c'];
      const sockets = accounts.map((account) => connect(account));
      const followed: Followed[] = [];
      const echoes: Promise<unknown>[] = [];
      const isCurrent = (one: Followed): boolean => !one.isStopped;
      const settled = (): boolean =>
        followed.every((one) => one.isStopped || one.data.length >= one.expected.length);
      let number = 0;
      for (const next of steps) {
        switch (next.do) {
          case 'tell': {
            const events = Array.from({ length: next.events }, () =>
              event((number += 1), next.author),
            );
            server.tell(events);
            for (const one of followed.filter(isCurrent)) {
              const hasBlocked = server.blocked.get(one.account)?.has(next.author) ?? false;
              for (const told of events) {
                const text = hasBlocked ? null : `${next.author} says ${told.number}`;
                one.expected.push(
                  one.asks === 'texts'
                    ? { number: told.number, text }
                    : { number: told.number, mine: `${told.number} of ${one.account}` },
                );
              }
            }
            break;
          }
          case 'subscribe': {
            const account = accounts[next.client]!;
            const query = next.asks === 'texts' ? texts : own;
            const socket = sockets[next.client]!;
            const heard = await (next.client % 2 ? followByApollo : follow)(socket, query);
            const mine = { account, asks: next.asks, expected: [], isStopped: false };
            followed.push(Object.assign(heard, mine));
            break;
          }
          case 'stop': {
            const one = followed[next.which % Math.max(1, followed.length)];
            if (one) one.isStopped = true;
            one?.stop();
            break;
          }
          case 'block': {
            // A block holds for what is told after it.
            await waitFor(settled);
            const account = accounts[next.client]!;
            const blocked = server.blocked.get(account) ?? new Set();
            if (!blocked.delete(next.author)) blocked.add(next.author);
            server.blocked.set(account, blocked);
            break;
          }
          case 'echo': {
            const text = `echo ${number}`;
            const answers = sockets[next.client]!.iterate({
              query: 'query ($text: String!) { echo(text: $text) }',
              variables: { text },
            });
            echoes.push(
              answers
                .next()
                .then(({ value }: { value?: unknown }) =>
                  expect(value).toEqual({ data: { echo: text } }),
                ),
            );
            break;
          }
          case 'ping':
            for (const socket of server.sockets) socket.ping('are you there?');
            break;
          case 'turn':
            await new Promise(setImmediate);
            break;
        }
      }
      await Promise.all(echoes);
      await waitFor(settled);
      server.end();
      await waitFor(() => followed.every(({ end, isStopped }) => isStopped || end === 'complete'));
      for (const { data, errors, expected, isStopped } of followed) {
        // Who stops may miss what was on its way.
        expect(data).toEqual(isStopped ? expected.slice(0, data.length) : expected);
        expect(errors).toEqual([]);
      }
      for (const socket of sockets) await socket.dispose();
      await waitFor(() => server.subscribers === 0 && server.fanOut.size === 0);
    }),
    { numRuns: 60 },
  );
}, 120_000);
