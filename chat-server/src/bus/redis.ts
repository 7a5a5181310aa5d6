import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import type { BusEvent } from '@coco-chat/collections';
import type { Redis } from 'ioredis';

import type { Logger } from '../logger';
import { commandTimeout, connectToRedis, redisPrefix } from './redis-connection';
import type { Bus } from './bus';
import { ChannelListeners, type Listener } from './channel-listeners';

const heartbeatInterval = 10_000; // 10 seconds

/**
 * Carries events between processes by Redis Pub/Sub, over two connections: one that is subscribed can
 * do nothing else. There is one Redis subscription for each channel that somebody in this process
 * listens to, however many they are.
 *
 * While Redis is away, publishing reaches this process's own listeners only, and subscribing succeeds
 * but stays quiet. Once it is back, the newest event of each channel whose publish failed is published
 * again, which is enough for the others to notice what they lack, and `onGap` tells this process to
 * look for what it missed itself. Order holds within a channel as long as the connection does; after
 * an outage an event may come twice.
 */
export class RedisBus implements Bus {
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #listeners: ChannelListeners;
  /** The newest event of each channel that the other processes did not get. */
  readonly #unsent = new Map<string, BusEvent>();
  readonly #gapListeners = new Set<() => void>();
  /** For those who come while the first subscription to their channel is under way. */
  readonly #subscribing = new Map<string, Promise<void>>();
  readonly #logger: Logger;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #firstConnection: Promise<unknown>;
  #isLive = false;
  #wasLive = false;
  #isClosed = false;
  #failedPublishes = 0;

  constructor(url: string, logger: Logger) {
    this.#logger = logger;
    this.#listeners = new ChannelListeners(logger);
    this.#publisher = connectToRedis(url, 'publisher', logger);
    this.#subscriber = connectToRedis(url, 'subscriber', logger);
    this.#subscriber.on('message', (name: string, data: string) => {
      this.#receive(name, data);
    });
    this.#subscriber.on('close', () => {
      this.#isLive = false;
    });
    this.#subscriber.on('ready', () => void this.#resubscribe());
    this.#publisher.on('ready', () => {
      this.#publishUnsent();
    });
    this.#heartbeat = setInterval(() => void this.#beat(), heartbeatInterval).unref();
    this.#firstConnection = Promise.race([
      Promise.all(
        [this.#publisher, this.#subscriber].map((connection) => once(connection, 'ready')),
      ),
      delay(commandTimeout, undefined, { ref: false }),
    ]).catch(() => undefined);
  }

  get isConnected(): boolean {
    return this.#isLive;
  }

  get failedPublishes(): number {
    return this.#failedPublishes;
  }

  async publish(channel: string, event: BusEvent): Promise<void> {
    if (this.#isClosed) return;
    try {
      // Only the first events of a process can find a connection that is still being made.
      if (this.#publisher.status !== 'ready') await this.#firstConnection;
      await this.#publisher.publish(redisPrefix + channel, JSON.stringify(event));
    } catch (error) {
      this.#failedPublishes += 1;
      this.#logger.warn({ err: error, channel }, 'An event did not reach the other processes');
      this.#unsent.set(channel, event);
      this.#listeners.deliver(channel, event);
    }
  }

  async subscribe(channel: string, listener: Listener): Promise<() => Promise<void>> {
    const isFirst = !this.#listeners.has(channel);
    const remove = this.#listeners.add(channel, listener);
    // Where there is no connection, whoever makes it subscribes to every channel with a listener.
    if (this.#subscriber.status !== 'ready') await this.#firstConnection;
    else if (isFirst) this.#subscribing.set(channel, this.#subscribeTo([channel]));
    await this.#subscribing.get(channel);
    return async () => {
      if (!remove()) return;
      this.#subscribing.delete(channel);
      // A connection that was lost took its subscriptions with it.
      if (this.#subscriber.status !== 'ready') return;
      await this.#subscriber.unsubscribe(redisPrefix + channel).catch((error: unknown) => {
        this.#logger.warn(
          { err: error, channel },
          'Redis did not confirm the end of a subscription',
        );
      });
    };
  }

  onGap(listener: () => void): () => void {
    this.#gapListeners.add(listener);
    return () => this.#gapListeners.delete(listener);
  }

  async ping(): Promise<void> {
    if (!this.#isLive) throw new Error('The subscription to Redis is down');
    await this.#publisher.ping();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#heartbeat);
    this.#listeners.clear();
    this.#gapListeners.clear();
    // What was published before goes out before QUIT.
    await this.#publisher.quit().catch(() => undefined);
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
  }

  #publishUnsent(): void {
    const unsent = [...this.#unsent];
    this.#unsent.clear();
    for (const [channel, event] of unsent) void this.publish(channel, event);
  }

  async #subscribeTo(channels: string[]): Promise<void> {
    try {
      await this.#subscriber.subscribe(...channels.map((channel) => redisPrefix + channel));
    } catch (error) {
      if (this.#isClosed) return;
      this.#logger.warn({ err: error, channels: channels.length }, 'Redis refused a subscription');
      // The next connection subscribes to everything again.
      if (this.#subscriber.status === 'ready') this.#subscriber.disconnect(true);
    }
  }

  async #resubscribe(): Promise<void> {
    const { channels } = this.#listeners;
    const subscribing = channels.length > 0 ? this.#subscribeTo(channels) : Promise.resolve();
    for (const channel of channels) this.#subscribing.set(channel, subscribing);
    await subscribing;
    if (this.#subscriber.status !== 'ready') return;
    this.#isLive = true;
    if (this.#wasLive) for (const listener of [...this.#gapListeners]) listener();
    this.#wasLive = true;
  }

  /** Finds the connection that is dead without having been closed. */
  async #beat(): Promise<void> {
    if (!this.#isLive) return;
    await this.#subscriber.ping().catch(() => {
      if (!this.#isClosed) this.#subscriber.disconnect(true);
    });
  }

  #receive(name: string, data: string): void {
    try {
      const event = JSON.parse(data) as BusEvent;
      this.#listeners.deliver(name.slice(redisPrefix.length), event);
    } catch {
      this.#logger.warn({ channel: name }, 'An event on Redis was not JSON');
    }
  }
}
