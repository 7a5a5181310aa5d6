import { connect as connectTcp, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';

import { startRedis, waitFor, type RedisServer } from '@coco-chat/e2e/servers';
import { attachOnlineCount, type ChatRoom } from '@coco-chat/collections';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import { ChatProcess } from './testing/chat-process';
import { createAccount, createRoom, testPassword } from './testing/factories';
import type { TestDatabase } from './testing/payload';
import { ProtocolClient } from './testing/protocol-client';

const graceMs = 600;
// Longer than the second in which somebody who comes and goes is not mentioned.
const keepAliveMs = 1_500;

const roomEvents = `subscription ($roomId: ID!) { roomEvents(roomId: $roomId) {
  __typename
  ... on History { room { onlineCount } }
  ... on TypingChanged { participants { id name } }
  ... on PresenceChanged { onlineCount joined { name isOnline } left { name isOnline } }
} }`;

interface Person {
  id: string;
  name: string;
  token: string;
}

/** Who is there and who writes, on one arrangement of processes. */
export function describePresenceInChat(
  startDatabase: () => Promise<TestDatabase>,
  { processes }: { processes: 1 | 2 },
): void {
  let database: TestDatabase;
  let payload: Payload;
  let redis: RedisServer | undefined;
  let here: ChatProcess;
  let there: ChatProcess;
  let room: ChatRoom;
  let watcher: ProtocolClient;
  const people = new Map<string, Person>();
  const clients: ProtocolClient[] = [];

  beforeAll(async () => {
    database = await startDatabase();
    payload = await database.open();
    if (processes === 2) redis = await startRedis();
    const timing = { keepAliveMs, presenceGraceMs: graceMs };
    here = await ChatProcess.start(payload, redis?.url, timing);
    there = redis ? await ChatProcess.start(await database.open(), redis.url, timing) : here;
    for (const name of ['하늘', '바다', '구름']) {
      const { email, id } = await createAccount(payload, { displayName: name });
      const data = { email, password: testPassword };
      const { token } = await payload.login({ collection: 'users', data });
      people.set(name, { id, name, token: token ?? '' });
    }
  });
  afterAll(async () => {
    await here.stop();
    if (there !== here) await there.stop();
    await database.stop();
    await redis?.stop();
  });

  const person = (name: string): Person => {
    const found = people.get(name);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return found;
  };
  const connect = async (name: string, process: ChatProcess): Promise<ProtocolClient> => {
    const client = await ProtocolClient.connect(process.socketUrl, person(name).token);
    clients.push(client);
    return client;
  };
  /** Connects and subscribes to the room; what History said is read. */
  const enter = async (name: string, process: ChatProcess): Promise<ProtocolClient> => {
    const client = await connect(name, process);
    client.subscribe('events', roomEvents, { roomId: room.id });
    expect(await next(client)).toMatchObject({ __typename: 'History' });
    return client;
  };
  const next = async (client: ProtocolClient): Promise<unknown> => {
    const { payload: result } = await client.next('next');
    return (result as { data: { roomEvents: unknown } }).data.roomEvents;
  };
  const post = async (query: string, name = '구름') => {
    const response = await fetch(there.httpUrl, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${person(name).token}`,
      },
      body: JSON.stringify({ query, variables: { id: room.id } }),
    });
    return ((await response.json()) as { data: Record<string, unknown> }).data;
  };
  const online = async (): Promise<unknown> => {
    const { room: found } = await post(`query ($id: ID!) { room(id: $id) {
      onlineCount participants { edges { node { name isOnline } } }
    } }`);
    const { onlineCount, participants } = found as {
      onlineCount: number;
      participants: { edges: { node: { name: string; isOnline: boolean } }[] };
    };
    const there = participants.edges.filter(({ node }) => node.isOnline);
    return [onlineCount, ...there.map(({ node }) => node.name)];
  };
  const joined = (name: string, onlineCount: number) => ({
    __typename: 'PresenceChanged',
    onlineCount,
    joined: [{ name, isOnline: true }],
    left: [],
  });
  const left = (name: string, onlineCount: number) => ({
    __typename: 'PresenceChanged',
    onlineCount,
    joined: [],
    left: [{ name, isOnline: false }],
  });
  const setTyping = async (client: ProtocolClient, isTyping: boolean): Promise<void> => {
    client.subscribe(
      'typing',
      `mutation ($id: ID!, $is: Boolean!) { setTyping(roomId: $id, isTyping: $is) }`,
      { id: room.id, is: isTyping },
    );
  };

  beforeEach(async () => {
    room = await createRoom(payload);
    for (const name of people.keys()) {
      await post('mutation ($id: ID!) { joinRoom(roomId: $id) { id } }', name);
    }
    watcher = await enter('하늘', here);
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    await Promise.all(clients.splice(0).map((client) => client.closed));
  });

  test('people come and go, several tabs in any process being one person', async () => {
    expect(await online()).toEqual([1, '하늘']);
    const tab = await enter('바다', there);
    expect(await next(watcher)).toEqual(joined('바다', 2));
    const other = await enter('바다', here);
    expect(await online()).toEqual([2, '하늘', '바다']);
    tab.close();
    await tab.closed;
    other.send({ type: 'complete', id: 'events' });
    // Nothing was said of the tab that was not the last.
    expect(await next(watcher)).toEqual(left('바다', 1));
    expect(await online()).toEqual([1, '하늘']);
  });

  test('a lost connection is gone after a while, unless it comes back', async () => {
    const first = await enter('바다', there);
    expect(await next(watcher)).toEqual(joined('바다', 2));
    first.socket.terminate();
    const back = await enter('바다', here);
    back.socket.terminate();
    await back.closed;
    const lostAt = performance.now();
    expect(await next(watcher)).toEqual(left('바다', 1));
    expect(performance.now() - lostAt).toBeGreaterThan(graceMs - 100);
  });

  test('a peer that does not answer any more is found, and nothing of it is kept', async () => {
    const { token } = person('바다');
    const peer = await RawPeer.connect(there.socketUrl);
    peer.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await waitFor(() => peer.received.includes('connection_ack'));
    const payload = { query: roomEvents, variables: { roomId: room.id } };
    peer.send({ type: 'subscribe', id: '1', payload });
    expect(await next(watcher)).toEqual(joined('바다', 2));
    // It answers no ping: nobody is behind it.
    expect(await next(watcher)).toEqual(left('바다', 1));
    await peer.closed;
    expect(await online()).toEqual([1, '하늘']);
    // The watcher's own, where it is connected to the same process.
    const rest = there === here ? 1 : 0;
    expect(there.usage).toEqual({ connections: rest, rooms: rest, subscriptions: rest });
  });

  test('who writes is told to the others, until they stop, post, or are gone', async () => {
    const writer = await enter('바다', there);
    expect(await next(watcher)).toEqual(joined('바다', 2));
    await setTyping(writer, true);
    expect(await next(watcher)).toMatchObject({
      __typename: 'TypingChanged',
      participants: [{ name: '바다' }],
    });
    await setTyping(writer, false);
    const nobody = { __typename: 'TypingChanged', participants: [] };
    expect(await next(watcher)).toEqual(nobody);
    await setTyping(writer, true);
    expect(await next(watcher)).toMatchObject({ participants: [{ name: '바다' }] });
    writer.subscribe(
      'post',
      `mutation ($id: ID!) { sendMessage(input: { roomId: $id, clientMessageId: "1", text: "글" }) { id } }`,
      { id: room.id },
    );
    expect(await next(watcher)).toEqual({ __typename: 'MessagePosted' });
    expect(await next(watcher)).toEqual(nobody);
  });

  test('the site tells how many people are connected, in whichever process', async () => {
    const key = `online-${randomBytes(4).toString('hex')}`;
    await payload.create({
      collection: 'site-stats',
      data: { key, label: 'online', source: 'online', value: 0 },
    });
    attachOnlineCount(payload, () => there.countOnline());
    await enter('바다', there);
    watcher.subscribe('stats', 'subscription { siteStats { key value } }');
    await waitFor(async () => {
      const { payload: result } = await watcher.next('next');
      const { siteStats } = (result as { data: { siteStats?: { key: string; value: number } } })
        .data;
      return siteStats?.key === key && siteStats.value === 2;
    });
    await payload.delete({ collection: 'site-stats', where: { key: { equals: key } } });
  });

  test('what an editor publishes is told to everybody who asked, in whichever process', async () => {
    const key = `news-${randomBytes(4).toString('hex')}`;
    const { id } = await payload.create({
      collection: 'site-stats',
      data: { key, label: 'news', source: 'manual', value: 0 },
    });
    const clients = [watcher, await connect('바다', there), await connect('구름', there)];
    let isTold = false;
    const told = Promise.all(
      clients.map(async (client) => {
        client.subscribe('content', 'subscription { contentPublished { collection key } }');
        return (await client.next('next')).payload;
      }),
    ).finally(() => (isTold = true));
    // A subscription does not say when it has begun.
    let value = 0;
    await waitFor(async () => {
      value += 1;
      await payload.update({ collection: 'site-stats', id, data: { value } });
      return isTold;
    });
    const published = { data: { contentPublished: { collection: 'site-stats', key } } };
    expect(await told).toEqual([published, published, published]);
    await payload.delete({ collection: 'site-stats', id });
  });

  test('who may not post is not said to write', async () => {
    const elsewhere = await createRoom(payload);
    const stranger = await connect('바다', there);
    const answer = await stranger.request(
      'mutation ($id: ID!) { setTyping(roomId: $id, isTyping: true) }',
      { id: elsewhere.id },
    );
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  if (processes === 2) {
    test('without Redis nobody gets an error, and afterwards all is as before', async () => {
      const other = await enter('바다', there);
      expect(await next(watcher)).toEqual(joined('바다', 2));
      await redis?.kill();
      try {
        await waitFor(async () => ((await online()) as unknown[])[0] === 1);
        expect(await online()).toEqual([1, '바다']);
      } finally {
        await redis?.restart();
      }
      await waitFor(async () => ((await online()) as unknown[])[0] === 2);
      await enter('구름', there);
      // Neither was said to have left, nor to have come.
      expect(await next(watcher)).toEqual(joined('구름', 3));
      other.close();
    });
  }
}

/** A WebSocket client that never answers a ping (RFC 6455, section 5.2). */
class RawPeer {
  readonly #socket: Socket;
  readonly closed: Promise<void>;
  /** Everything that came, frames and all. */
  received = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    socket.on('data', (data) => (this.received += data.toString('latin1')));
  }

  static async connect(url: string): Promise<RawPeer> {
    const { host, hostname, pathname, port } = new URL(url);
    const socket = connectTcp(Number(port), hostname);
    socket.write(
      [
        `GET ${pathname} HTTP/1.1`,
        `Host: ${host}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        'Sec-WebSocket-Protocol: graphql-transport-ws',
        '\r\n',
      ].join('\r\n'),
    );
    await new Promise((resolve) => socket.once('data', resolve));
    return new RawPeer(socket);
  }

  /** A text frame, masked with zeros. */
  send(message: object): void {
    const text = Buffer.from(JSON.stringify(message));
    const length = Buffer.alloc(2);
    length.writeUInt16BE(text.length);
    this.#socket.write(
      Buffer.concat([Buffer.from([0x81, 0x80 | 126]), length, Buffer.alloc(4), text]),
    );
  }
}
