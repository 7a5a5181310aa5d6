import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import express from 'express';
import { attachEventBus } from '@coco-chat/collections';
import type { Payload } from 'payload';
import { pino } from 'pino';

import type { Bus } from '../bus/bus';
import { createBus } from '../bus/create-bus';
import { createPresenceStore } from '../rooms/presence/create-presence-store';
import { countOnline, type PresenceStore } from '../rooms/presence/presence-store';
import { readEnvironment } from '../environment';
import {
  chatPath,
  createChatServer,
  type ChatServer,
  type ChatServerOptions,
  type Usage,
} from '../server';
import { testSecret } from './payload';

/** Shorter waits than those of the product. */
type Timing = Pick<
  ChatServerOptions,
  'keepAliveMs' | 'presenceGraceMs' | 'partnerTiming' | 'abandonedTiming'
>;

export interface Settings extends Timing {
  /** Default: far more than a test does. */
  rateLimitScale?: number;
}

const logger = pino({ level: 'silent' });

/** A whole chat-server as a process of its own would have it: its own database client, bus and port. */
export class ChatProcess {
  readonly #payload: Payload;
  readonly #redisUrl: string | undefined;
  readonly #rateLimitScale: number;
  readonly #timing: Timing;
  #presence: PresenceStore | undefined;
  #bus: Bus | undefined;
  #server: Server | undefined;
  #chat: ChatServer | undefined;
  #closeRest: (() => Promise<unknown>) | undefined;
  #port = 0;

  private constructor(payload: Payload, redisUrl: string | undefined, settings: Settings) {
    const { rateLimitScale = 1_000, ...timing } = settings;
    this.#payload = payload;
    this.#redisUrl = redisUrl;
    this.#rateLimitScale = rateLimitScale;
    this.#timing = timing;
  }

  /** @param redisUrl undefined for events within the process */
  static async start(
    payload: Payload,
    redisUrl?: string,
    settings: Settings = {},
  ): Promise<ChatProcess> {
    const process = new ChatProcess(payload, redisUrl, settings);
    await process.start();
    return process;
  }

  get httpUrl(): string {
    return `http://127.0.0.1:${this.#port}${chatPath}`;
  }

  get socketUrl(): string {
    return `ws://127.0.0.1:${this.#port}${chatPath}`;
  }

  get usage(): Usage | undefined {
    return this.#chat?.usage;
  }

  /** What carries its events. @throws Error while it is stopped */
  get bus(): Bus {
    if (!this.#bus) throw new Error('The process is not running');
    return this.#bus;
  }

  countOnline(): Promise<number> {
    return this.#presence ? countOnline(this.#presence) : Promise.resolve(0);
  }

  /** On the same port as before, if there was one. */
  async start(): Promise<void> {
    const environment = readEnvironment(
      {
        PAYLOAD_SECRET: testSecret,
        REDIS_URL: this.#redisUrl,
        RATE_LIMIT_SCALE: String(this.#rateLimitScale),
      },
      { root: '/nowhere' },
    );
    const bus = createBus(environment, logger);
    attachEventBus(this.#payload, bus);
    const presence = createPresenceStore(environment, logger);
    [this.#presence, this.#bus] = [presence, bus];
    const shared = { payload: this.#payload, environment, logger, bus, presence };
    const chat = await createChatServer({ ...shared, ...this.#timing });
    const server = createServer(express().use(chat.router));
    server.on('upgrade', (request, socket, head) => {
      if (!chat.handleUpgrade(request, socket, head)) socket.destroy();
    });
    await once(server.listen(this.#port, '127.0.0.1'), 'listening');
    this.#port = (server.address() as AddressInfo).port;
    [this.#server, this.#chat] = [server, chat];
    this.#closeRest = () => Promise.all([bus.close(), presence.close()]);
  }

  async stop(): Promise<void> {
    const closed = this.#server && once(this.#server, 'close');
    this.#server?.close();
    await this.#chat?.close();
    this.#server?.closeAllConnections();
    await closed;
    await this.#closeRest?.();
  }
}
