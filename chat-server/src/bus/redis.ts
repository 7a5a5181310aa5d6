import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import type { BusEvent } from '@coco-chat/collections';

import type { Logger } from '../logger';
import type { Bus } from './bus';
import { ChannelListeners, type Listener } from './channel-listeners';
import { decodeEvent, encodeEvent } from './event-encoding';
import {
  commandTimeout,
  connectedToAll,
  connectToNode,
  connectToRedis,
  isCluster,
  redisPrefix,
  type Redis,
} from './redis-connection';
import { RedisSubscriptions } from './redis-subscriptions';
import { ClusterShards, OneShard } from './shards';

/** How long what did not reach a cluster waits until it is tried again: its nodes come back one by one. */
const tryAgainAfter = 1_000; // 1 second

/**
 * Carries events between processes by Redis Sharded Pub/Sub: a channel belongs to a slot, as a key does,
 * so that a cluster has each on one of its nodes. A Redis by itself has them all. There is one
 * subscription for each channel that somebody in this process listens to, however many they are.
 *
 * While Redis is away, publishing reaches this process's own listeners only, and subscribing succeeds
 * but stays quiet. Once it is back, the newest event of each channel whose publish failed is published
 * again, which is enough for the others to notice what they lack, and `onGap` tells this process to
 * look for what it missed itself. Of a cluster, all this holds for each node and its channels, and the
 * bus counts as connected when all are. Order holds within a channel as long as the connection does and
 * its slot stays where it is; after that an event may come twice.
 */
export class RedisBus implements Bus {
  readonly #publisher: Redis;
  readonly #subscriptions: RedisSubscriptions;
  readonly #listeners: ChannelListeners;
  /** The newest event of each channel that the other processes did not get. */
  readonly #unsent = new Map<string, BusEvent>();
  readonly #gapListeners = new Set<() => void>();
  readonly #logger: Logger;
  readonly #firstConnection: Promise<unknown>;
  #hasConnected = false;
  #tryAgain: NodeJS.Timeout | undefined;
  #isClosed = false;
  #failedPublishes = 0;

  /** @param options.heartbeatMs how often to find out whether Redis still answers, for tests */
  constructor(url: string, logger: Logger, options: { heartbeatMs?: number } = {}) {
    this.#logger = logger;
    this.#listeners = new ChannelListeners(logger);
    const publisher = connectToRedis(url, 'publisher', logger);
    this.#publisher = publisher;
    this.#subscriptions = new RedisSubscriptions({
      shards: isCluster(publisher) ? new ClusterShards(publisher) : new OneShard(url),
      connect: (address) => connectToNode(url, address, 'subscriber', logger),
      onMessage: (name, data) => {
        this.#receive(name, data);
      },
      onGap: () => {
        for (const listener of [...this.#gapListeners]) listener();
      },
      logger,
      heartbeatMs: options.heartbeatMs,
    });
    publisher.on('ready', () => {
      this.#publishUnsent();
    });
    const connected = once(publisher, 'ready').then(() => connectedToAll(publisher));
    this.#firstConnection = Promise.race([
      Promise.all([connected, this.#subscriptions.begun()]),
      delay(commandTimeout, undefined, { ref: false }),
    ])
      .catch(() => undefined)
      .then(() => {
        this.#hasConnected = true;
      });
  }

  get isConnected(): boolean {
    return this.#subscriptions.isLive;
  }

  get failedPublishes(): number {
    return this.#failedPublishes;
  }

  async publish(channel: string, event: BusEvent): Promise<void> {
    if (this.#isClosed) return;
    try {
      // Only the first events of a process can find a connection that is still being made.
      if (!this.#hasConnected) await this.#firstConnection;
      await this.#send(channel, event);
    } catch (error) {
      this.#failedPublishes += 1;
      this.#logger.warn({ err: error, channel }, 'An event did not reach the other processes');
      this.#unsent.set(channel, event);
      this.#publishUnsentLater();
      this.#listeners.deliver(channel, event);
    }
  }

  async subscribe(channel: string, listener: Listener): Promise<() => Promise<void>> {
    const remove = this.#listeners.add(channel, listener);
    await this.#subscriptions.add(redisPrefix + channel);
    if (!this.#hasConnected) await this.#firstConnection;
    return async () => {
      if (remove()) await this.#subscriptions.remove(redisPrefix + channel);
    };
  }

  onGap(listener: () => void): () => void {
    this.#gapListeners.add(listener);
    return () => this.#gapListeners.delete(listener);
  }

  async ping(): Promise<void> {
    if (!this.isConnected) throw new Error('The subscription to Redis is down');
    await this.#publisher.ping();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#tryAgain);
    this.#listeners.clear();
    this.#gapListeners.clear();
    this.#subscriptions.close();
    // What was published before goes out before QUIT.
    await this.#publisher.quit().catch(() => undefined);
    this.#publisher.disconnect();
  }

  async #send(channel: string, event: BusEvent): Promise<void> {
    await this.#publisher.spublish(redisPrefix + channel, encodeEvent(event));
  }

  #publishUnsent(): void {
    const unsent = [...this.#unsent];
    this.#unsent.clear();
    for (const [channel, event] of unsent) {
      this.#send(channel, event).catch(() => {
        // What came after it tells the others more.
        if (!this.#unsent.has(channel)) this.#unsent.set(channel, event);
        this.#publishUnsentLater();
      });
    }
  }

  /** For a node of a cluster that was away; a connection that is back tells by itself. */
  #publishUnsentLater(): void {
    if (this.#isClosed || this.#publisher.status !== 'ready') return;
    this.#tryAgain ??= setTimeout(() => {
      this.#tryAgain = undefined;
      this.#publishUnsent();
    }, tryAgainAfter).unref();
  }

  #receive(name: string, data: string): void {
    try {
      this.#listeners.deliver(name.slice(redisPrefix.length), decodeEvent(data));
    } catch (error) {
      this.#logger.warn({ err: error, channel: name }, 'An event on Redis could not be read');
    }
  }
}
