import { setTimeout as delay } from 'node:timers/promises';

import { roomChannel, type EventBus } from '@coco-chat/collections';

import { notFound, unavailable } from '../errors';
import { KeyedQueue } from '../keyed-queue';
import type { AuditLine, MessageEdit, MessageStore, StoredMessage } from '../store/message-store';
import { toEvent } from './room-change';
import type { RoomChange } from '../store/room-change';

/** How often a change is tried again after somebody else's came first. */
const attempts = 30;

/** What is to become of a message. */
export interface Decision {
  set: MessageEdit;
  audit?: AuditLine;
}

interface ChangingOptions {
  store: Pick<MessageStore, 'bumpRevision' | 'byIds' | 'change'>;
  bus: EventBus;
}

/**
 * Changes messages that are there, and tells everybody.
 *
 * A change is decided on the message as it is and stored if it still is so; where another process was
 * faster, it is decided again. Within this process the changes of a room queue up, so that many who
 * react at once do not stand in each other's way.
 */
export class Changing {
  readonly #options: ChangingOptions;
  /** By room. */
  readonly #queue = new KeyedQueue();
  #isClosed = false;

  constructor(options: ChangingOptions) {
    this.#options = options;
  }

  /**
   * Resolves once the change is stored.
   *
   * @param decide null for nothing to change; what it throws is the answer. It is called again when the
   *   message has changed meanwhile
   * @returns the message as it is then
   * @throws ChatError UNAVAILABLE
   */
  change(
    message: StoredMessage,
    decide: (message: StoredMessage) => Decision | null | Promise<Decision | null>,
  ): Promise<StoredMessage> {
    if (this.#isClosed) throw unavailable('This server is stopping. Try again.');
    return this.#queue.add(message.roomId, (hasWaited) =>
      this.#change(message.id, hasWaited ? null : message, decide),
    );
  }

  /** Tells everybody that a room itself is not as it was, once that is stored. */
  async announceRoom(roomId: string): Promise<void> {
    const revision = await this.#options.store.bumpRevision(roomId);
    this.#publish(roomId, { kind: 'room', revision });
  }

  /** Takes no more changes, and resolves once those under way are stored or refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#queue.idle();
  }

  async #change(
    id: string,
    known: StoredMessage | null,
    decide: (message: StoredMessage) => Decision | null | Promise<Decision | null>,
  ): Promise<StoredMessage> {
    const { store } = this.#options;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (attempt > 1) await delay(Math.random() * 2 * attempt);
      const message = (attempt === 0 && known) || (await store.byIds([id]))[0];
      if (!message) throw notFound('The message');
      const decision = await decide(message);
      if (decision === null) return message;
      const { revision: expectedRevision, roomId } = message;
      const changed = await store.change({ id, roomId, expectedRevision, ...decision });
      if (changed) {
        this.#announce(changed);
        return changed;
      }
    }
    throw unavailable('Too many people change this message now. Try again.');
  }

  #announce(message: StoredMessage): void {
    const { revision, roomId } = message;
    this.#publish(roomId, { kind: 'changed', revision, message });
  }

  #publish(roomId: string, change: RoomChange): void {
    // Nobody waits for the bus: what it loses is found in the database.
    void this.#options.bus.publish(roomChannel(roomId), toEvent(roomId, [change]));
  }
}
