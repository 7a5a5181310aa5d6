import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { makeExecutableSchema } from '@graphql-tools/schema';
import { parse, type ExecutionArgs } from 'graphql';
import { makeServer, type OperationResult } from 'graphql-ws';
import { pino } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';

import { FanOut } from '../fanout/fan-out';
import { SharedEvents } from '../fanout/shared-events';
import { subscribe } from '../fanout/subscribe';
import { Turn } from '../fanout/turn';
import type { Context } from '../graphql/context';
import type { BlockSet } from '../safety/blocks';
import { KeepAlive } from '../transport/keep-alive';
import { serveSocket, takeMessage, type SocketExtra } from '../transport/protocol-socket';

export interface SharedEvent {
  number: number;
  author: string;
  /** What its resolver waits for. */
  ready?: Promise<void>;
}

const typeDefs = `
  type Query { echo(text: String!): String! }
  type Subscription { events(after: Int): Event! }
  type Event { number: Int! text(suffix: String = ""): String mine: String! broken: String }
`;

/**
 * A server whose events are shared, without a database behind it: who somebody is and whom they have blocked
 * is what the test says. Everything between the event and the socket is the product's own.
 */
export class SharedServer {
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #subscribers = new Set<SharedEvents<SharedEvent>>();
  /** Whom each account has blocked. */
  readonly blocked = new Map<string, Set<string>>();
  readonly fanOut: FanOut;
  /** How often an event's number was resolved: once an event and execution. */
  executions = 0;
  /** How many subscriptions there were. */
  begun = 0;
  /** Accounts whose backlog has overflowed. */
  readonly overflowed: string[] = [];
  /** How many sockets were closed since they read too slowly. */
  tooSlow = 0;

  private constructor(behindLimit: number) {
    const logger = pino({ level: 'silent' });
    const schema = makeExecutableSchema({
      typeDefs,
      resolvers: {
        Query: { echo: (_parent, { text }: { text: string }) => text },
        Subscription: {
          events: {
            subscribe: (_parent: unknown, _args: unknown, { viewerId }: Context) =>
              this.#follow(viewerId ?? ''),
            resolve: (event: SharedEvent) => event,
          },
        },
        Event: {
          number: async ({ number, ready }: SharedEvent) => {
            this.executions += 1;
            await ready;
            return number;
          },
          text: async (
            { author, number }: SharedEvent,
            { suffix }: { suffix: string },
            { viewer }: Context,
          ) =>
            (await viewer.hasBlocked(author, 'room')) ? null : `${author} says ${number}${suffix}`,
          mine: ({ number }: SharedEvent, _args: unknown, { viewerId }: Context) =>
            `${number} of ${String(viewerId)}`,
          broken: () => {
            throw new Error('Broken');
          },
        },
      },
    });
    this.fanOut = new FanOut({
      logger,
      behindLimit,
      encode: (result) => Buffer.from(JSON.stringify(result)),
    });
    const protocol = makeServer<{ account?: string }, SocketExtra & Record<PropertyKey, unknown>>({
      schema,
      jsonMessageReviver: takeMessage,
      subscribe: subscribe as (args: ExecutionArgs) => OperationResult,
      onSubscribe: ({ connectionParams }, _id, { query, operationName, variables }) => ({
        schema,
        document: this.#documentOf(query),
        operationName,
        variableValues: variables,
        contextValue: this.#contextOf(connectionParams?.account ?? ''),
      }),
      onOperation: ({ extra }, id, _payload, args, result: unknown) =>
        result instanceof SharedEvents
          ? this.fanOut.join(result as SharedEvents<object>, args, { id, outlet: extra.outlet })
          : undefined,
    });
    this.#sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
    const turn = new Turn();
    const keepAlive = new KeepAlive(60_000);
    this.#server = createServer().on('upgrade', (request, stream, head) => {
      this.#sockets.handleUpgrade(request, stream, head, (socket) => {
        const origin = { addressHash: '', userAgent: null };
        const upgraded = { socket, stream, origin };
        const onTooSlow = (): void => {
          this.tooSlow += 1;
          socket.terminate();
        };
        serveSocket(protocol, upgraded, { keepAlive, logger, turn, onTooSlow });
      });
    });
  }

  static async start(behindLimit = 2_000): Promise<SharedServer> {
    const server = new SharedServer(behindLimit);
    await once(server.#server.listen(0, '127.0.0.1'), 'listening');
    return server;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get subscribers(): number {
    return this.#subscribers.size;
  }

  get sockets(): ReadonlySet<WebSocket> {
    return this.#sockets.clients;
  }

  /** Tells all who are subscribed. */
  tell(events: readonly SharedEvent[], isPassing = false): void {
    for (const subscriber of this.#subscribers) subscriber.push(events, isPassing);
  }

  /** Ends every subscription. */
  end(): void {
    for (const subscriber of [...this.#subscribers]) subscriber.end();
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #follow(account: string): SharedEvents<SharedEvent> {
    const events: SharedEvents<SharedEvent> = new SharedEvents<SharedEvent>({
      topic: 'room',
      onOverflow: () => this.overflowed.push(account),
    });
    this.#subscribers.add(events);
    this.begun += 1;
    events.whenLeft = () => this.#subscribers.delete(events);
    return events;
  }

  readonly #documents = new Map<string, ReturnType<typeof parse>>();

  #documentOf(query: string): ReturnType<typeof parse> {
    const document = this.#documents.get(query) ?? parse(query);
    this.#documents.set(query, document);
    return document;
  }

  #contextOf(viewerId: string): Context {
    const setOf = (account: string): BlockSet =>
      new Map([...(this.blocked.get(account) ?? [])].map((other) => [other, new Set(['real'])]));
    const blocks = {
      version: 0,
      remembered: () => null, // so that each is read
      blockedBy: async (account: string) => setOf(account),
      isIn: async (blocked: BlockSet, account: string) => blocked.has(account),
    };
    return { viewerId, blocks } as unknown as Context;
  }
}
