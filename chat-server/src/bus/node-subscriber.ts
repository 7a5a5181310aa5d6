import type { Redis } from 'ioredis';

import type { Logger } from '../logger';

const heartbeatInterval = 10_000; // 10 seconds
/** So many channels are on their way at a time: each command has its time-out, and there may be many. */
const largestWave = 2_000;
/** Slots leave a node one by one, and each channel of theirs is told: it is looked after them together. */
const lookAgainAfter = 50;

export interface NodeSubscriberOptions {
  connection: Redis;
  /** Which channels one command may name; those of a cluster must share a slot. */
  batches: (channels: readonly string[]) => Iterable<readonly string[]>;
  onMessage: (channel: string, event: string) => void;
  /** From here on something may be missed. */
  onLoss: () => void;
  /** All channels are subscribed to; not before a first connection. */
  onLive: () => void;
  /** The node says that another one has these channels, `host:port`. They are not its own any more. */
  onMoved: (channels: readonly string[], address: string) => Promise<void>;
  logger: Logger;
  /** How often to find out whether it still answers, in milliseconds. Default: 10 seconds. */
  heartbeatMs?: number | undefined;
}

/**
 * What this process listens to at one Redis, over one connection. While that is down, channels may be
 * added and removed; whoever makes the next one subscribes to all that there are then.
 */
export class NodeSubscriber {
  readonly #options: NodeSubscriberOptions;
  readonly #channels = new Set<string>();
  readonly #heartbeat: NodeJS.Timeout;
  #connections = 0;
  #subscribing: Promise<void> = Promise.resolve();
  #lookAgain: NodeJS.Timeout | undefined;
  #isLive = false;
  #isLeaving = false;
  #isClosed = false;

  constructor(options: NodeSubscriberOptions) {
    this.#options = options;
    const { connection, onMessage } = options;
    connection.on('smessage', onMessage);
    connection.on('close', () => {
      this.#isLeaving = false;
      this.#lose();
    });
    connection.on('ready', () => {
      this.#subscribing = this.#subscribeToAll();
    });
    // The node has ended subscriptions to a slot that it gave away, or refused one.
    connection.on('moved', () => {
      this.#lookAgain ??= setTimeout(() => {
        this.#lookAgain = undefined;
        this.#lose();
        this.#subscribing = this.#subscribeToAll();
      }, lookAgainAfter).unref();
    });
    this.#heartbeat = setInterval(
      () => void this.#beat(),
      options.heartbeatMs ?? heartbeatInterval,
    ).unref();
  }

  /** Whether events of all its channels arrive. */
  get isLive(): boolean {
    return this.#isLive;
  }

  /** Resolves once they are subscribed to, or where that has to wait for a connection. */
  async add(channels: readonly string[]): Promise<void> {
    for (const channel of channels) this.#channels.add(channel);
    await this.#subscribeTo(channels);
  }

  /** Resolves once Redis has confirmed it, or cannot. */
  async remove(channel: string): Promise<void> {
    const { connection, logger } = this.#options;
    // A connection that was lost took its subscriptions with it.
    if (!this.#channels.delete(channel) || connection.status !== 'ready') return;
    await connection.sunsubscribe(channel).catch((error: unknown) => {
      logger.debug({ err: error, channel }, 'Redis did not confirm the end of a subscription');
    });
  }

  /** Resolves when a new connection, if there is one, has subscribed to all. */
  async settled(): Promise<void> {
    await this.#subscribing;
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#heartbeat);
    clearTimeout(this.#lookAgain);
    this.#channels.clear();
    this.#options.connection.disconnect();
  }

  #lose(): void {
    this.#isLive = false;
    this.#connections += 1;
    if (!this.#isClosed) this.#options.onLoss();
  }

  async #subscribeToAll(): Promise<void> {
    const connection = this.#connections;
    await this.#subscribeTo([...this.#channels]);
    const isSame = this.#connections === connection && !this.#isClosed;
    if (!isSame || this.#options.connection.status !== 'ready') return;
    this.#isLive = true;
    this.#options.onLive();
  }

  async #subscribeTo(channels: readonly string[]): Promise<void> {
    let wave: Promise<void>[] = [];
    let size = 0;
    for (const batch of this.#options.batches(channels)) {
      if (this.#options.connection.status !== 'ready') return;
      // Each command goes out before the one before it is answered.
      wave.push(this.#subscribeTogether(batch.filter((channel) => this.#channels.has(channel))));
      size += batch.length;
      if (size < largestWave) continue;
      await Promise.all(wave);
      [wave, size] = [[], 0];
    }
    await Promise.all(wave);
  }

  async #subscribeTogether(channels: readonly string[]): Promise<void> {
    const { connection, logger, onMoved } = this.#options;
    if (channels.length === 0) return;
    try {
      await connection.ssubscribe(...channels);
    } catch (error) {
      if (this.#isClosed) return;
      const address = movedTo(error, connection);
      if (address === null) {
        logger.warn({ err: error, channels: channels.length }, 'Redis refused a subscription');
        // The next connection subscribes to everything again.
        this.#reconnect();
      } else {
        const own = channels.filter((channel) => this.#channels.delete(channel));
        await onMoved(own, address);
      }
    }
  }

  /** Finds the connection that is dead without having been closed. */
  async #beat(): Promise<void> {
    const { connection } = this.#options;
    if (connection.status !== 'ready') return;
    await connection.ping().catch(() => {
      this.#reconnect();
    });
  }

  /** Once, however many commands fail on a connection. */
  #reconnect(): void {
    const { connection } = this.#options;
    if (this.#isClosed || this.#isLeaving || connection.status !== 'ready') return;
    this.#isLeaving = true;
    connection.disconnect(true);
  }
}

/** Where a slot has gone, `host:port`; null for any other error. */
function movedTo(error: unknown, { options }: Redis): string | null {
  const address = error instanceof Error && /^MOVED \d+ (\S+)$/.exec(error.message)?.[1];
  if (!address) return null;
  // A node that does not know the other's name means its own.
  return address.startsWith(':') ? `${options.host}${address}` : address;
}
