import { setTimeout as delay } from 'node:timers/promises';

import type { Redis as SingleRedis } from 'ioredis';

import type { Logger } from '../logger';
import { NodeSubscriber, type NodeSubscriberOptions } from './node-subscriber';
import type { Shards } from './shards';

/** The most channels that one command names. */
const largestBatch = 1_000;
/** How long to wait before a channel is followed that nodes send to each other, in milliseconds. */
const followAfter = (follows: number): number =>
  follows < 2 ? 0 : Math.min(10 * 2 ** follows, 1_000);

/** Where a channel is subscribed to. */
interface Place {
  readonly slot: number;
  node: NodeSubscriber | null;
  /** Resolves when it is, or when that has to wait for a connection. */
  subscribed: Promise<void>;
  /** How often it was sent on since it last was subscribed to. */
  follows: number;
}

export interface RedisSubscriptionsOptions {
  shards: Shards;
  /** Connects to one of their nodes. */
  connect: (address: string) => SingleRedis;
  onMessage: (channel: string, event: string) => void;
  /** Called each time that all channels are subscribed to again. */
  onGap: () => void;
  logger: Logger;
  heartbeatMs?: NodeSubscriberOptions['heartbeatMs'];
}

/**
 * Keeps each channel subscribed to at the node that has it, over one connection to each node. A channel
 * whose slot moves is followed: a node that has given it away ends the subscription, and says where it
 * went when it is asked for it again; one that is away may have been replaced, and the others are asked.
 */
export class RedisSubscriptions {
  readonly #options: RedisSubscriptionsOptions;
  readonly #places = new Map<string, Place>();
  readonly #nodes = new Map<string, NodeSubscriber>();
  readonly #begun: Promise<void>;
  #begin: () => void = () => undefined;
  /** Channels on their way to another node. */
  #moves = 0;
  #wasLive = false;
  #hasMissed = false;
  #isClosed = false;

  constructor(options: RedisSubscriptionsOptions) {
    this.#options = options;
    this.#begun = new Promise((resolve) => {
      this.#begin = resolve;
    });
    options.shards.onChange(() => {
      this.#arrange();
    });
  }

  /** Whether the events of every channel arrive. */
  get isLive(): boolean {
    if (this.#nodes.size === 0 || this.#moves > 0) return false;
    return [...this.#nodes.values()].every(({ isLive }) => isLive);
  }

  /** Resolves when all was subscribed to for the first time. */
  begun(): Promise<void> {
    return this.#begun;
  }

  /** Resolves once the channel is subscribed to, or where that has to wait for a connection. */
  async add(channel: string): Promise<void> {
    if (this.#isClosed) return;
    const known = this.#places.get(channel);
    if (known) {
      await subscribedTo(known);
      await known.node?.settled();
      return;
    }
    const slot = this.#options.shards.slotOf(channel);
    const place: Place = { slot, node: null, subscribed: Promise.resolve(), follows: 0 };
    this.#places.set(channel, place);
    const node = this.#nodeOf(slot);
    // Else it is put where it belongs when that is known.
    if (node) this.#put(node, [channel]);
    await subscribedTo(place);
  }

  async remove(channel: string): Promise<void> {
    const node = this.#places.get(channel)?.node;
    this.#places.delete(channel);
    await node?.remove(channel);
  }

  close(): void {
    this.#isClosed = true;
    for (const node of this.#nodes.values()) node.close();
    this.#nodes.clear();
    this.#places.clear();
  }

  #nodeOf(slot: number): NodeSubscriber | null {
    const address = this.#options.shards.addressOf(slot);
    return address === null ? null : this.#nodeAt(address);
  }

  #nodeAt(address: string): NodeSubscriber {
    const known = this.#nodes.get(address);
    if (known) return known;
    const { connect, heartbeatMs, logger, onMessage, shards } = this.#options;
    const node: NodeSubscriber = new NodeSubscriber({
      connection: connect(address),
      batches: (channels) => this.#batches(channels),
      onMessage: (channel, event) => {
        // Of two nodes that both have it for a moment, one counts.
        if (this.#places.get(channel)?.node === node) onMessage(channel, event);
      },
      onLoss: () => {
        this.#hasMissed = true;
        shards.refresh();
      },
      onLive: () => {
        this.#look();
      },
      onMoved: (channels, to) => this.#follow(node, channels, to),
      logger,
      heartbeatMs,
    });
    this.#nodes.set(address, node);
    return node;
  }

  *#batches(channels: readonly string[]): Generator<readonly string[]> {
    const { shards } = this.#options;
    const bySlot = new Map<number, string[]>();
    for (const channel of channels) {
      const slot = this.#places.get(channel)?.slot ?? shards.slotOf(channel);
      const others = bySlot.get(slot);
      if (others) others.push(channel);
      else bySlot.set(slot, [channel]);
    }
    for (const some of bySlot.values()) {
      for (let start = 0; start < some.length; start += largestBatch) {
        yield some.slice(start, start + largestBatch);
      }
    }
  }

  /** Puts each channel where the shards say that it is. */
  #arrange(): void {
    if (this.#isClosed) return;
    const addresses = new Set(this.#options.shards.addresses);
    for (const address of addresses) this.#nodeAt(address);
    const moved = new Map<NodeSubscriber, string[]>();
    for (const [channel, { node, slot }] of this.#places) {
      const right = this.#nodeOf(slot);
      if (right === null || right === node) continue;
      const others = moved.get(right);
      if (others) others.push(channel);
      else moved.set(right, [channel]);
    }
    for (const [node, channels] of moved) this.#put(node, channels);
    for (const [address, node] of this.#nodes) {
      if (addresses.has(address)) continue;
      this.#nodes.delete(address);
      node.close();
    }
    this.#look();
  }

  /** Where a node says that channels are. */
  async #follow(from: NodeSubscriber, channels: readonly string[], to: string): Promise<void> {
    const places = channels.flatMap((channel) => this.#places.get(channel) ?? []);
    for (const place of places) place.follows += 1;
    this.#options.shards.refresh();
    const wait = followAfter(Math.max(0, ...places.map(({ follows }) => follows)));
    this.#moves += 1;
    if (wait > 0) await delay(wait, undefined, { ref: false });
    this.#moves -= 1;
    if (this.#isClosed) return;
    // Meanwhile nobody may listen any more, or it may have been found.
    const still = channels.filter((channel) => this.#places.get(channel)?.node === from);
    this.#put(this.#nodeAt(to), still);
    await Promise.all(still.flatMap((channel) => this.#places.get(channel)?.subscribed ?? []));
    this.#look();
  }

  #put(node: NodeSubscriber, channels: readonly string[]): void {
    const places: Place[] = [];
    let moves = 0;
    for (const channel of channels) {
      const place = this.#places.get(channel);
      if (!place) continue;
      places.push(place);
      if (place.node !== null) moves = 1;
      void place.node?.remove(channel);
    }
    this.#moves += moves;
    if (moves > 0) this.#hasMissed = true;
    const subscribed = node.add(channels).then(() => {
      for (const place of places) if (place.node === node) place.follows = 0;
      this.#moves -= moves;
      if (moves > 0) this.#look();
    });
    for (const place of places) Object.assign(place, { node, subscribed });
  }

  /** Tells of a gap, once everything arrives again. */
  #look(): void {
    if (this.#isClosed || !this.isLive) return;
    const isGap = this.#wasLive && this.#hasMissed;
    this.#wasLive = true;
    this.#hasMissed = false;
    this.#begin();
    if (isGap) this.#options.onGap();
  }
}

/** Wherever it goes meanwhile. */
async function subscribedTo(place: Place): Promise<void> {
  let waited: Promise<void>;
  do {
    waited = place.subscribed;
    await waited;
  } while (waited !== place.subscribed);
}
