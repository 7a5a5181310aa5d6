import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

import { makeExecutableSchema } from '@graphql-tools/schema';
import { PubSub } from 'graphql-subscriptions';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

import { repositoryRoot } from '../harness/repository-root';
import { serveWorker } from '../harness/worker';
import { createMessage, type PlainMessage } from './message';
import { listen, settings } from './settings';
import { openStorage } from './storage';

/**
 * graphql-ws with graphql-subscriptions, put together as their documents do it, over the product's own
 * schema: a subscriber's iterator of a PubSub, and graphql-js's own execution for each event of each.
 */
const storage = await openStorage(settings.databaseUri);
const pubsub = new PubSub();
// One listener a subscriber: Node would take them for a leak.
(pubsub as unknown as { ee: { setMaxListeners(count: number): void } }).ee.setMaxListeners(0);

interface SendMessage {
  input: { roomId: string; text: string };
}

let latest = 0;

const schema = makeExecutableSchema({
  typeDefs: await readFile(path.join(repositoryRoot, 'chat-server', 'schema.graphql'), 'utf8'),
  resolvers: {
    RoomEvent: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    Query: {
      room: (_: unknown, { id }: { id: string }) => ({ id }),
    },
    Room: {
      async messages({ id }: { id: string }, { after, first }: { after: string; first: number }) {
        const messages = await storage.after(id, Number(after), first);
        return { edges: messages.map((node) => ({ node })) };
      },
    },
    Mutation: {
      async sendMessage(
        _: unknown,
        { input: { roomId, text } }: SendMessage,
      ): Promise<PlainMessage> {
        const message = createMessage(roomId, text);
        await storage.insert(message);
        latest = message.revision;
        await pubsub.publish(roomId, {
          roomEvents: { __typename: 'MessagePosted', message, revision: message.revision },
        });
        return message;
      },
    },
    Subscription: {
      roomEvents: {
        subscribe: (_: unknown, { roomId }: { roomId: string }) =>
          pubsub.asyncIterableIterator(roomId),
      },
    },
  },
});

const server = createServer();
useServer(
  { schema },
  new WebSocketServer({ server, path: '/chat/graphql', perMessageDeflate: false }),
);
await listen(server);
serveWorker({ revision: () => latest });
