import type { BusEvent } from '@coco-chat/collections';

import type { Logger } from '../logger';
import { Pacer } from './pacer';
import type { Presence } from './presence/presence';
import { PresenceWatch, type PeopleLoaders } from './presence/presence-watch';
import type { FeedSignals, SignalEmitter } from './feed';
import type { RoomSignal } from './room-change';
import type { RoomChange } from '../store/room-change';
import { TypingTracker } from './typing';

/** In a room with more people online, who writes is told once a second, and who reads nobody else. */
export const largeRoom = 100;

/** The most people who are said to be writing. */
const mostWriters = 20;

interface RoomSignalsOptions {
  roomId: string;
  loaders: PeopleLoaders;
  presence: Presence;
  logger: Logger;
  emit: SignalEmitter;
}

/** What happens in one room and is not kept: who writes, who is there, who has read how far. */
export class RoomSignals implements FeedSignals {
  readonly #options: RoomSignalsOptions;
  readonly #typing: TypingTracker;
  readonly #typingPacer: Pacer;
  readonly #presence: PresenceWatch;
  #writing: Extract<RoomSignal, { kind: 'typing' }> = { kind: 'typing', participants: [] };

  constructor(options: RoomSignalsOptions) {
    this.#options = options;
    this.#typingPacer = new Pacer(
      () => this.#tellWriters(),
      () => (this.#isLarge ? 1_000 : 0),
    );
    this.#typing = new TypingTracker(() => {
      this.#typingPacer.ask();
    });
    this.#presence = new PresenceWatch(options);
  }

  get #isLarge(): boolean {
    return this.#presence.onlineCount > largeRoom;
  }

  /** Resolves once it is known who is there, so that whoever comes from then on is told. */
  open(): Promise<void> {
    return this.#presence.open();
  }

  /** What somebody who has just subscribed cannot know. */
  get current(): RoomSignal[] {
    return this.#writing.participants.length > 0 ? [this.#writing] : [];
  }

  receive(event: BusEvent): void {
    switch (event.type) {
      case 'typing.changed':
        if (event.isTyping) this.#typing.began(event.membershipId);
        else this.#typing.ended(event.membershipId);
        return;
      case 'membership.changed':
        this.#typing.ended(event.membershipId);
        return;
      case 'presence.changed':
        this.#presence.lookAgain();
        return;
      case 'read.moved': {
        const { participantId, seq, userId } = event;
        const signal = { kind: 'read', participantId, seq, userId } as const;
        // Each of many people who read tells each of the others: too much for anybody to follow.
        if (this.#isLarge) this.#options.emit(signal, userId);
        else this.#options.emit(signal);
        return;
      }
    }
  }

  /** Who has posted is not writing any more. */
  noteChanges(changes: readonly RoomChange[]): void {
    for (const change of changes) {
      if (change.kind !== 'posted') continue;
      const { membershipId } = change.message;
      if (membershipId !== null) this.#typing.ended(membershipId);
    }
  }

  close(): void {
    this.#typingPacer.stop();
    this.#typing.close();
    this.#presence.close();
  }

  async #tellWriters(): Promise<void> {
    const { emit, loaders, logger } = this.#options;
    try {
      const ids = this.#typing.membershipIds.slice(0, mostWriters);
      const people = await Promise.all(ids.map((id) => loaders.participant.load(id)));
      this.#writing = { kind: 'typing', participants: people.filter((one) => one !== null) };
      emit(this.#writing);
    } catch (error) {
      logger.warn({ err: error }, 'Who writes in a room could not be read');
    }
  }
}
