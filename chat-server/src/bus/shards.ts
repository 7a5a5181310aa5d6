import { Command, type Cluster } from 'ioredis';

/** Which nodes there are, and which of them has a channel. A node is named by its `host:port`. */
export interface Shards {
  readonly addresses: readonly string[];
  /** Channels of one slot are always at the same node. */
  slotOf(channel: string): number;
  /** Null while it is not known. */
  addressOf(slot: number): string | null;
  /** Asks the nodes anew; what they say may be old, and where it is not, `onChange` tells. */
  refresh(): void;
  onChange(listener: () => void): void;
}

/** A Redis by itself has everything. */
export class OneShard implements Shards {
  readonly addresses: readonly string[];

  constructor(private readonly address: string) {
    this.addresses = [address];
  }

  slotOf(): number {
    return 0;
  }

  addressOf(): string {
    return this.address;
  }

  refresh(): void {
    // Nothing moves.
  }

  onChange(listener: () => void): void {
    queueMicrotask(listener);
  }
}

/** What a connection to a cluster knows of its slots. */
export class ClusterShards implements Shards {
  constructor(private readonly cluster: Cluster) {}

  get addresses(): readonly string[] {
    return [...new Set(this.cluster.slots.flatMap(([master]) => master ?? []))];
  }

  slotOf(channel: string): number {
    return new Command('ssubscribe', [channel]).getSlot();
  }

  addressOf(slot: number): string | null {
    return this.cluster.slots[slot]?.[0] ?? null;
  }

  refresh(): void {
    if (this.cluster.status === 'ready') this.cluster.refreshSlotsCache(() => undefined);
  }

  onChange(listener: () => void): void {
    this.cluster.on('refresh', listener);
  }
}
