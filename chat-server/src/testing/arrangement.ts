import { randomUUID } from 'node:crypto';

import {
  attachEventBus,
  type ChatMembership,
  type ChatRoom,
  type User,
} from '@coco-chat/collections';
import { startRedis, type RedisServer } from '@coco-chat/e2e/servers';
import type { Payload } from 'payload';
import { pino } from 'pino';

import { attachChat } from '../attach-chat';
import { RedisBus } from '../bus/redis';
import { ChatClient, type Data, type MessageData } from './chat-client';
import { ChatProcess, type Settings } from './chat-process';
import { createAccount, testPassword } from './factories';
import type { TestDatabase } from './payload';

export interface Person {
  id: string;
  name: string;
  token: string;
  /** Connected to the first process. */
  here: ChatClient;
  /** Connected to the second one, where there are two. */
  there: ChatClient;
}

interface Answer {
  data: Data;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

/** One or two chat processes on one database, and people who talk to them. */
export class Arrangement {
  readonly #database: TestDatabase;
  readonly #redis: RedisServer | undefined;
  readonly #closeCms: () => Promise<void>;
  readonly #clients: ChatClient[] = [];
  /** Passwords are slow on purpose, so a name is one account for all the tests of a file. */
  readonly #accounts = new Map<string, Promise<{ id: string; token: string }>>();

  private constructor(
    database: TestDatabase,
    readonly payload: Payload,
    readonly here: ChatProcess,
    readonly there: ChatProcess,
    /** Payload as the process has it that serves the admin panel: where there are two, one of its own. */
    readonly cms: Payload,
    redis: RedisServer | undefined,
    closeCms: () => Promise<void>,
  ) {
    this.#closeCms = closeCms;
    this.#database = database;
    this.#redis = redis;
  }

  static async start(
    startDatabase: () => Promise<TestDatabase>,
    { processes, ...settings }: { processes: 1 | 2 } & Settings,
  ): Promise<Arrangement> {
    const database = await startDatabase();
    const payload = await database.open();
    const redis = processes === 2 ? await startRedis() : undefined;
    const here = await ChatProcess.start(payload, redis?.url, settings);
    const there = redis
      ? await ChatProcess.start(await database.open(), redis.url, settings)
      : here;
    if (!redis) {
      return new Arrangement(database, payload, here, there, payload, redis, async () => undefined);
    }
    const cms = await database.open();
    const logger = pino({ level: 'silent' });
    const bus = new RedisBus(redis.url, logger);
    attachEventBus(cms, bus);
    const attached = await attachChat(cms, { bus, environment: { redisUrl: redis.url }, logger });
    return new Arrangement(database, payload, here, there, cms, redis, async () => {
      await attached.close();
      await bus.close();
    });
  }

  /** One more process on the same database, for whoever stops it. */
  async startProcess(rateLimitScale: number): Promise<ChatProcess> {
    return ChatProcess.start(await this.#database.open(), this.#redis?.url, { rateLimitScale });
  }

  async stop(): Promise<void> {
    await this.disconnect();
    await this.here.stop();
    if (this.there !== this.here) await this.there.stop();
    await this.#closeCms();
    await this.#database.stop();
    await this.#redis?.stop();
  }

  /** Ends the connections of everybody. */
  async disconnect(): Promise<void> {
    await Promise.all(this.#clients.splice(0).map((client) => client.close()));
  }

  /** Somebody with an account, who is not connected before they ask for something. */
  async person(name = '하늘', data: Partial<User> = {}): Promise<Person> {
    const account = this.#accounts.get(name) ?? this.#createLogin({ displayName: name, ...data });
    this.#accounts.set(name, account);
    const { id, token } = await account;
    const connect = ({ socketUrl }: ChatProcess): ChatClient => {
      const client = new ChatClient(socketUrl, token);
      this.#clients.push(client);
      return client;
    };
    return { id, name, token, here: connect(this.here), there: connect(this.there) };
  }

  /** Somebody who belongs to a room, and nothing was announced of it: its revision stays. */
  async member({ id: room }: Pick<ChatRoom, 'id'>, name?: string): Promise<Person> {
    const person = await this.person(name);
    await this.payload.create({
      collection: 'chat-memberships',
      data: {
        room,
        user: person.id,
        participantId: randomUUID(),
        role: 'member',
        lastReadSeq: 0,
        joinedAt: new Date().toISOString(),
      },
    });
    return person;
  }

  /** Somebody who has joined a public room as people do: counted, and with an alias where others have one. */
  async joined({ id: roomId }: Pick<ChatRoom, 'id'>, name?: string): Promise<Person> {
    const person = await this.person(name);
    await person.here.request('mutation ($roomId: ID!) { joinRoom(roomId: $roomId) { id } }', {
      roomId,
    });
    return person;
  }

  async membership({ id }: Pick<ChatRoom, 'id'>, person: Person): Promise<ChatMembership> {
    const { docs } = await this.payload.find({
      collection: 'chat-memberships',
      where: { user: { equals: person.id }, room: { equals: id } },
      depth: 0,
    });
    const [membership] = docs;
    if (!membership) throw new Error(`${person.name} is no member of the room`);
    return membership;
  }

  /** By HTTP, to the first process. */
  async post(query: string, variables: object = {}, token?: string): Promise<Answer> {
    const response = await fetch(this.here.httpUrl, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  }

  async #createLogin(data: Partial<User>): Promise<{ id: string; token: string }> {
    const { email, id } = await createAccount(this.payload, data);
    const login = { email, password: testPassword };
    const { token } = await this.payload.login({ collection: 'users', data: login });
    return { id, token: token ?? '' };
  }
}

/** Sends a message with `fields` of it in the answer. */
export async function sendTo(
  client: ChatClient,
  roomId: string,
  input: Record<string, unknown> & { text: string },
  fields = 'id roomId seq revision text',
): Promise<MessageData> {
  const data = await client.request(
    `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ${fields} } }`,
    { input: { roomId, clientMessageId: randomUUID(), ...input } },
  );
  return data.sendMessage;
}
