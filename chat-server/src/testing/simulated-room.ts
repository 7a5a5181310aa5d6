import type { BusEvent } from '@coco-chat/collections';

import type { Bus } from '../bus/bus';
import { toEvent } from '../rooms/room-change';
import type { RoomChange } from '../store/room-change';
import type { MessageStore, Snapshot, StoredMessage } from '../store/message-store';

/**
 * One room whose changes a test makes one by one, with a bus on which the test decides what arrives and
 * a database that answers when the test lets it: a model to compare a feed with, not a fake to trust.
 */
export class SimulatedRoom {
  readonly id = 'room';
  /** Every message as it is now, by seq. */
  readonly messages: StoredMessage[] = [];
  /** Every change there ever was; that of revision 1 is the first. */
  readonly changes: RoomChange[] = [];
  /** How often the database was read. */
  reads = 0;
  readonly #listeners = new Set<(event: BusEvent) => void>();
  readonly #gapListeners = new Set<() => void>();
  readonly #answer: <T>(read: () => T) => Promise<T>;

  /** @param answer runs a read of the database, sooner or later */
  constructor(answer: <T>(read: () => T) => Promise<T> = async (read) => read()) {
    this.#answer = answer;
  }

  get revision(): number {
    return this.changes.length;
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  post(text = 'hello'): RoomChange {
    const message: StoredMessage = {
      id: `message-${this.messages.length + 1}`,
      roomId: this.id,
      seq: this.messages.length + 1,
      revision: this.revision + 1,
      kind: 'text',
      text,
      payload: null,
      authorId: 'somebody',
      membershipId: 'member',
      clientMessageId: `client-${this.messages.length + 1}`,
      replyToId: null,
      mentions: [],
      reactions: [],
      createdAt: '2026-01-01T00:00:00.000Z',
      editedAt: null,
      deletedAt: null,
      hiddenAt: null,
    };
    this.messages.push(message);
    return this.#record({ kind: 'posted', revision: message.revision, message });
  }

  /** Edits the message at a place; without messages the room changes instead. */
  edit(index: number): RoomChange {
    const message = this.messages[index % Math.max(1, this.messages.length)];
    if (!message) return this.rename();
    const revision = this.revision + 1;
    const edited = { ...message, revision, text: `edited at ${revision}` };
    this.messages[edited.seq - 1] = edited;
    return this.#record({ kind: 'changed', revision, message: edited });
  }

  rename(): RoomChange {
    return this.#record({ kind: 'room', revision: this.revision + 1 });
  }

  #record(change: RoomChange): RoomChange {
    this.changes.push(change);
    return change;
  }

  announce(changes: readonly RoomChange[]): void {
    this.deliver(toEvent(this.id, changes));
  }

  deliver(event: BusEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** The bus was away, and is back. */
  announceGap(): void {
    for (const listener of [...this.#gapListeners]) listener();
  }

  readonly bus: Bus = {
    isConnected: true,
    failedPublishes: 0,
    publish: async () => undefined,
    subscribe: async (_channel, listener) => {
      this.#listeners.add(listener);
      return async () => void this.#listeners.delete(listener);
    },
    onGap: (listener) => {
      this.#gapListeners.add(listener);
      return () => this.#gapListeners.delete(listener);
    },
    ping: async () => undefined,
    close: async () => undefined,
  };

  readonly store: Pick<MessageStore, 'since' | 'latestChanges' | 'newest' | 'counters'> = {
    since: (_, revision, limit) =>
      this.#read(() => {
        const changed = this.#byRevision().filter((message) => message.revision > revision);
        return this.#snapshot(changed.slice(0, limit), { isComplete: changed.length <= limit });
      }),
    latestChanges: (_, limit) => this.#read(() => this.#snapshot(this.#byRevision().slice(-limit))),
    newest: (_, limit) => this.#read(() => this.#snapshot(this.messages.slice(-limit))),
    counters: () => this.#read(() => new Map([[this.id, this.#snapshot([]).counters]])),
  };

  #read<T>(read: () => T): Promise<T> {
    this.reads += 1;
    return this.#answer(read);
  }

  #byRevision(): StoredMessage[] {
    return [...this.messages].sort((one, other) => one.revision - other.revision);
  }

  #snapshot<T extends object>(messages: StoredMessage[], rest?: T): Snapshot & T {
    const counters = { lastSeq: this.messages.length, revision: this.revision, memberCount: 1 };
    return { counters, messages, ...rest } as Snapshot & T;
  }
}
