import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import {
  ApolloClient,
  ApolloLink,
  gql,
  HttpLink,
  InMemoryCache,
  type TypedDocumentNode,
} from '@apollo/client/core';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OperationTypeNode } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

import { waitFor } from '../servers';
import { startEmbedded, type Server } from '../topology';
import { signUp } from './visitor';

interface RoomEvent {
  __typename: string;
  revision?: number;
  message?: { seq: number; text: string };
}

const roomEvents = gql`
  subscription ($roomId: ID!) {
    roomEvents(roomId: $roomId) {
      __typename
      ... on History {
        revision
      }
      ... on MessagePosted {
        revision
        message {
          id
          seq
          text
        }
      }
    }
  }
`;

let dir: string;
let server: Server;
let sockets: Client;
let client: ApolloClient;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-apollo-'));
  const env = { ADMIN_EMAIL: 'admin@example.org', ADMIN_PASSWORD: 'lantern-harbour-quiet-19' };
  server = await startEmbedded({ dir, env });
  const authorization = `Bearer ${await signUp(server.origin)}`;
  const uri = `${server.origin}/chat/graphql`;
  sockets = createClient({
    url: uri.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: Infinity,
    retryWait: async () => waitFor(async () => (await fetch(`${server.origin}/readyz`)).ok).then(),
    shouldRetry: () => true,
  });
  // As Apollo's documentation has it.
  client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(sockets),
      new HttpLink({ uri, headers: { authorization } }),
    ),
  });
}, 120_000);
afterAll(async () => {
  client.stop();
  await sockets.dispose();
  await server.stop();
  await rm(dir, { recursive: true, force: true });
});

const lobbyQuery: TypedDocumentNode<{ room: { id: string; lastSeq: number } }> = gql`
  {
    room(slug: "lobby") {
      id
      lastSeq
    }
  }
`;

async function lobby(): Promise<{ id: string; lastSeq: number }> {
  const { data } = await client.query({ query: lobbyQuery, fetchPolicy: 'network-only' });
  if (!data) throw new Error('There is no lobby.');
  return data.room;
}

const send = (roomId: string, text: string) =>
  client.mutate({
    mutation: gql`
      mutation ($input: SendMessageInput!) {
        sendMessage(input: $input) {
          id
          seq
          text
        }
      }
    `,
    variables: { input: { roomId, clientMessageId: randomUUID(), text } },
  });

test('Apollo Client reads, writes and follows a room, and goes on after a crash', async () => {
  const { id: roomId } = await lobby();
  await client.mutate({
    mutation: gql`
      mutation ($roomId: ID!) {
        joinRoom(roomId: $roomId) {
          id
        }
      }
    `,
    variables: { roomId },
  });

  const events: RoomEvent[] = [];
  const subscription = client
    .subscribe<{ roomEvents: RoomEvent }>({ query: roomEvents, variables: { roomId } })
    .subscribe(({ data }) => data && events.push(data.roomEvents));
  const histories = (): number =>
    events.filter(({ __typename }) => __typename === 'History').length;
  await waitFor(() => histories() === 1, { what: 'the history' });
  for (const text of ['하나', '둘', '셋']) await send(roomId, text);

  const texts = (): (string | undefined)[] =>
    events.filter((event) => event.message).map(({ message }) => message?.text);
  await waitFor(() => texts().length === 3, { what: 'three messages' });
  expect(texts()).toEqual(['하나', '둘', '셋']);
  expect((await lobby()).lastSeq).toBe(3);

  await server.kill();
  await server.start();
  await waitFor(() => histories() === 2, { what: 'the history after the crash' });
  await send(roomId, '넷');
  await waitFor(() => texts().length === 4, { what: 'the fourth message' });
  expect(texts().at(-1)).toBe('넷');
  subscription.unsubscribe();
}, 60_000);

test('Apollo Client is told a refusal with its code', async () => {
  const { id } = await lobby();
  await expect(send(id, '   ')).rejects.toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'input.text' } }],
  });
});
