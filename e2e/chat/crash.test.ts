import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { describeNeeds, waitFor } from '../servers';
import { startEmbedded, startTopology, topologyNeeds, type Server } from '../topology';
import { askChat, signUp, StubbornClient } from './visitor';

interface Message {
  id: string;
  seq: number;
  revision: number;
  clientMessageId: string;
}

interface RoomEvent {
  __typename: 'History' | 'MessagePosted' | 'RoomChanged';
  revision: number;
  truncated?: boolean;
  messages?: Message[];
  message?: Message;
}

interface MessagePage {
  edges: { node: Message }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

interface Product {
  origin: string;
  /** The processes that are killed, in turn. */
  chatServers: readonly Server[];
  stop(): Promise<unknown>;
}

const admin = {
  ADMIN_EMAIL: 'admin@example.org',
  ADMIN_PASSWORD: 'lantern-harbour-quiet-19',
  RATE_LIMIT_SCALE: '1000',
};
const senders = 5;
const kills = 6;
/** Acknowledged messages between one kill and the next. */
const messagesBetween = 40;

const fields = 'id seq revision clientMessageId';
const sendMessage = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ${fields} } }`;
const roomEvents = `subscription ($roomId: ID!, $afterRevision: Int) {
  roomEvents(roomId: $roomId, afterRevision: $afterRevision) {
    __typename
    ... on History { revision truncated messages { ${fields} } }
    ... on MessagePosted { revision message { ${fields} } }
    ... on RoomChanged { revision }
  }
}`;

function describeCrashes(startProduct: (dir: string) => Promise<Product>): void {
  let dir: string;
  let product: Product;
  let roomId: string;
  /** No more messages are begun; and then, none is under way. */
  let [isEnding, isOver] = [false, false];
  /** What the senders were told is stored, by clientMessageId. */
  const acknowledged = new Map<string, Message>();
  /** What the follower was shown, in order. */
  const shown: Message[] = [];
  /** What was wrong with that order, in words. */
  const outOfOrder: string[] = [];
  let revision = 0;

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-crash-'));
    product = await startProduct(dir);
    const { rooms } = (await askChat(
      product.origin,
      '{ rooms(first: 1) { edges { node { id } } } }',
    )) as { rooms: { edges: { node: { id: string } }[] } };
    roomId = rooms.edges[0]?.node.id ?? '';
  }, 120_000);
  afterAll(async () => {
    await product.stop();
    await rm(dir, { recursive: true, force: true });
  });

  async function send(token: string): Promise<void> {
    const client = new StubbornClient(product.origin, token);
    await client.request('mutation ($roomId: ID!) { joinRoom(roomId: $roomId) { id } }', {
      roomId,
    });
    while (!isEnding) {
      const clientMessageId = randomUUID();
      const input = { roomId, clientMessageId, text: `메시지 ${clientMessageId}` };
      const answer = await client.request(sendMessage, { input });
      acknowledged.set(clientMessageId, (answer as { sendMessage: Message }).sendMessage);
    }
    client.close();
  }

  const newest = (): number =>
    Math.max(0, ...[...acknowledged.values()].map((message) => message.revision));

  async function follow(client: StubbornClient): Promise<void> {
    while (!isOver) {
      const events = client.follow(roomEvents, { roomId, afterRevision: revision });
      for await (const data of events) take((data as { roomEvents: RoomEvent }).roomEvents);
    }
  }

  function take(event: RoomEvent): void {
    if (event.truncated) outOfOrder.push(`truncated after ${revision}`);
    if (!('revision' in event)) return; // Nothing durable: somebody came online.
    if (!event.messages && event.revision !== revision + 1) {
      outOfOrder.push(`${event.revision} after ${revision}`);
    }
    shown.push(...(event.messages ?? []), ...(event.message ? [event.message] : []));
    ({ revision } = event);
  }

  /** Every message of the room, as anybody can read it. */
  async function stored(): Promise<Message[]> {
    const messages: Message[] = [];
    for (let after: string | null = null; ;) {
      const { room } = (await askChat(
        product.origin,
        `query ($roomId: ID!, $after: String) {
          room(id: $roomId) {
            messages(first: 100, after: $after) {
              edges { node { ${fields} } } pageInfo { hasNextPage endCursor }
            }
          }
        }`,
        { roomId, after },
      )) as { room: { messages: MessagePage } };
      const { edges, pageInfo } = room.messages;
      messages.push(...edges.map(({ node }) => node));
      if (!pageInfo.hasNextPage) return messages;
      after = pageInfo.endCursor;
    }
  }

  test('processes are killed in the middle of it, and start again', async () => {
    const tokens: string[] = [];
    for (let count = 0; count <= senders; count += 1) tokens.push(await signUp(product.origin));
    const [reader = '', ...authors] = tokens;
    const follower = new StubbornClient(product.origin, reader);
    const following = follow(follower);
    const sending = Promise.all(authors.map(send));
    for (let kill = 0; kill < kills; kill += 1) {
      const target = acknowledged.size + messagesBetween;
      await waitFor(() => acknowledged.size >= target, { timeoutMs: 60_000, what: 'messages' });
      const server = product.chatServers[kill % product.chatServers.length];
      await server?.kill();
      await server?.start();
    }
    const target = acknowledged.size + messagesBetween;
    await waitFor(() => acknowledged.size >= target, { timeoutMs: 60_000, what: 'messages' });
    isEnding = true;
    await sending;
    await waitFor(() => revision >= newest(), { what: 'the follower to have seen it all' });
    isOver = true;
    follower.close();
    await following;
    expect(acknowledged.size).toBeGreaterThan(kills * messagesBetween);
  }, 240_000);

  test('what was acknowledged is stored, once, and the numbers have no hole', async () => {
    const messages = await stored();
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
    // Those who joined moved the revision on too.
    const revisions = messages.map((message) => message.revision);
    expect(revisions).toEqual([...new Set(revisions)].sort((one, other) => one - other));
    const byClientId = new Map(messages.map((message) => [message.clientMessageId, message]));
    expect(byClientId.size).toBe(messages.length);
    for (const [id, message] of acknowledged) expect(byClientId.get(id)).toEqual(message);
  });

  test('whoever listened saw all of it, once and in order', async () => {
    expect(outOfOrder).toEqual([]);
    expect(shown).toEqual((await stored()).slice(0, shown.length));
    expect(shown.length).toBeGreaterThanOrEqual(acknowledged.size);
  });
}

describe('messages, while the one process of the embedded default crashes', () => {
  describeCrashes(async (dir) => {
    const server = await startEmbedded({ dir, env: admin });
    return { origin: server.origin, chatServers: [server], stop: () => server.stop() };
  });
});

describeNeeds([...topologyNeeds], 'messages, while two chat-servers behind nginx crash', () => {
  describeCrashes(async (dir) => {
    const { chat, origin, stop } = await startTopology({ dir, env: admin });
    return { origin, chatServers: chat, stop };
  });
});
