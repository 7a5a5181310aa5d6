import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { askChat, askCms, logIn, signUp } from '../chat/visitor';
import { describeNeeds, startReplicaSet, waitFor, type ReplicaSet } from '../servers';
import { startTopology, topologyNeeds, type Topology } from '../topology';
import { Participant } from './participant';
import { messageFields, type Message } from './room-view';

/** `npm run test:chaos` sets more. */
const rounds = Number(process.env.CHAOS_ROUNDS ?? 2);
const people = 50;
/** Acts answered between one fault and the next. */
const actsBetween = 150;

const admin = { ADMIN_EMAIL: 'admin@example.org', ADMIN_PASSWORD: 'lantern-harbour-quiet-19' };

interface MessagePage {
  edges: { node: Message }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const allMessages = `query ($roomId: ID!, $after: String) {
  room(id: $roomId) {
    revision
    messages(first: 100, after: $after) {
      edges { node { ${messageFields} } } pageInfo { hasNextPage endCursor }
    }
  }
}`;

describeNeeds([...topologyNeeds], 'three chat-servers, and everything that fails', () => {
  let dir: string;
  let mongo: ReplicaSet;
  let product: Topology;
  let adminToken: string;
  const tokens: string[] = [];

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-chaos-'));
    mongo = await startReplicaSet();
    const env = { ...admin, RATE_LIMIT_SCALE: '100000' };
    product = await startTopology({ dir, mongo, chatServers: 3, env });
    adminToken = await logIn(product.origin, admin.ADMIN_EMAIL, admin.ADMIN_PASSWORD);
    for (let count = 0; count < people; count += 1) tokens.push(await signUp(product.origin));
  }, 240_000);
  afterAll(async () => {
    await product.stop();
    await mongo.stop();
    await rm(dir, { recursive: true, force: true });
  });

  async function createRoom(round: number): Promise<string> {
    const mutation = `mutation ($data: mutationChatRoomInput!) {
      createChatRoom(data: $data) { id }
    }`;
    const data = {
      title: `Round ${round}`,
      slug: `round-${round}`,
      kind: 'public',
      identityMode: 'real',
      isArchived: false,
      slowModeSeconds: 0,
    };
    const answer = await askCms(product.origin, mutation, { data }, adminToken);
    return (answer as { createChatRoom: { id: string } }).createChatRoom.id;
  }

  /** Every message of a room, as anybody can read it. */
  async function stored(roomId: string): Promise<{ revision: number; messages: Message[] }> {
    const messages: Message[] = [];
    for (let after: string | null = null; ;) {
      const answer = await askChat(product.origin, allMessages, { roomId, after });
      const { room } = answer as { room: { revision: number; messages: MessagePage } };
      messages.push(...room.messages.edges.map(({ node }) => node));
      const { hasNextPage, endCursor } = room.messages.pageInfo;
      if (!hasNextPage) return { revision: room.revision, messages };
      after = endCursor;
    }
  }

  /** What the chat-servers have logged as errors that nobody foresaw. */
  function unexpected(): string {
    const lines = product.chat.flatMap((server) => server.output().split('\n'));
    return lines.filter((line) => line.includes('unexpected error')).join('\n') || 'nothing';
  }

  const faults: Record<string, () => Promise<void>> = {
    'a chat-server is killed': async () => {
      const server = product.chat[randomInt(product.chat.length)];
      await server?.kill();
      await server?.start();
    },
    'Redis stops and starts': async () => {
      await product.redis.kill();
      await product.redis.restart();
    },
    'the MongoDB primary steps down': () => mongo.stepDown(),
  };

  test.each(Array.from({ length: rounds }, (_, index) => index + 1))(
    'round %i: what was acknowledged is there once, for everybody, in one order',
    async (round) => {
      const roomId = await createRoom(round);
      const crowd = tokens.map((token) => new Participant(product.origin, token, roomId));
      await Promise.all(crowd.map((person) => person.join()));
      const following = Promise.all(crowd.map((person) => person.follow()));
      const acting = Promise.all(crowd.map((person) => person.act()));
      // A refusal that nothing explains must fail the round, wherever it waits.
      const broken = Promise.race([acting, following]).then(() => undefined);
      broken.catch(() => undefined);
      const answered = (): number => crowd.reduce((sum, person) => sum + person.answered, 0);
      const moreActs = async (what: string): Promise<void> => {
        const target = answered() + actsBetween;
        await Promise.race([
          waitFor(() => answered() >= target, { timeoutMs: 90_000, what: `acts after ${what}` }),
          broken,
        ]);
      };

      try {
        await moreActs('the beginning');
        for (const name of shuffled(Object.keys(faults))) {
          // They act on while it happens, and after it.
          await Promise.race([faults[name]?.(), broken]);
          await moreActs(name);
        }
        for (const person of crowd) person.rest();
        await acting;

        const { messages, revision } = await stored(roomId);
        await waitFor(() => crowd.every(({ view }) => view.revision === revision), {
          timeoutMs: 60_000,
          what: 'everybody to have seen it all',
        });
        check(messages, crowd);
      } catch (error) {
        throw new Error(`What the servers did not expect: ${unexpected()}`, { cause: error });
      } finally {
        for (const person of crowd) {
          person.rest();
          person.leave();
        }
      }
      await following;
      expect(unexpected()).toBe('nothing');
    },
    300_000,
  );
});

function check(messages: readonly Message[], crowd: readonly Participant[]): void {
  // No hole, no double.
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
  const byClientId = new Map(messages.map((message) => [message.clientMessageId, message]));
  expect(byClientId.size).toBe(messages.length);

  // What was acknowledged is stored, as it was acknowledged last.
  const own = crowd.flatMap((person) => [...person.own]);
  expect(own.length).toBe(messages.length);
  for (const [clientMessageId, { text }] of own) {
    expect(byClientId.get(clientMessageId)?.text).toBe(text);
  }
  const held = new Map<string, number>();
  for (const person of crowd) {
    for (const key of person.reactions) held.set(key, (held.get(key) ?? 0) + 1);
  }
  const living = messages.filter(({ text }) => text !== null);
  const counted = living.flatMap(({ id, reactions }) =>
    reactions.map(({ emoji, count }): [string, number] => [`${id} ${emoji}`, count]),
  );
  const ids = new Set(living.map(({ id }) => id));
  const expected = [...held].filter(([key]) => ids.has(key.split(' ')[0] ?? ''));
  expect(new Map(counted)).toEqual(new Map(expected));

  // Everybody was shown the same, in the same order, and holds what is stored.
  const order = new Map<number, string>();
  for (const { view } of crowd) {
    expect(view.faults).toEqual([]);
    for (const [revision, id] of view.byRevision) {
      expect([revision, id]).toEqual([revision, order.get(revision) ?? id]);
      order.set(revision, id);
    }
    // Of what is older than its first page, a view holds what changed since.
    const { begun } = view;
    const shown = [...view.messages.values()].sort((one, other) => one.seq - other.seq);
    const due = messages.filter(({ revision, seq }) => {
      return seq >= begun.seq || revision > begun.revision;
    });
    expect(shown).toEqual(due);
  }
}

function shuffled<T>(values: readonly T[]): T[] {
  const left = [...values];
  return values.map(() => left.splice(randomInt(left.length), 1)).flat();
}
