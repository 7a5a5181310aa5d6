import { roomChannel, type BusEvent, type EventBus } from '@coco-chat/collections';

import { changesOf } from '../rooms/room-change';

interface WatchedRoomOptions {
  roomId: string;
  bus: EventBus;
  /** The least time between two times that the members are told, in milliseconds. */
  quietMs: number;
  /** Called when something was posted; at most once in `quietMs`, and never not after the last. */
  onPosted: (members: ReadonlySet<string>) => void;
}

/** One room that members with an open inbox belong to: one subscription of the bus for all of them. */
export class WatchedRoom {
  /** The accounts who watch it. */
  readonly members = new Set<string>();
  readonly #options: WatchedRoomOptions;
  readonly #leave: Promise<() => Promise<void>>;
  #toldAt = -Infinity;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: WatchedRoomOptions) {
    this.#options = options;
    this.#leave = options.bus.subscribe(roomChannel(options.roomId), (event) => {
      this.#receive(event);
    });
    // Whoever waits for it is told.
    this.#leave.catch(() => undefined);
  }

  /** Resolves once everything that is posted from now on will be heard of. */
  async ready(): Promise<void> {
    await this.#leave;
  }

  async close(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const leave = await this.#leave;
    await leave();
  }

  #receive(event: BusEvent): void {
    if (event.type !== 'room.changed') return;
    // What it does not say may have been a message.
    const changes = changesOf(event);
    if (changes && !changes.some(({ kind }) => kind === 'posted')) return;
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        this.#toldAt = performance.now();
        this.#options.onPosted(this.members);
      },
      Math.max(0, this.#toldAt + this.#options.quietMs - performance.now()),
    ).unref();
  }
}
