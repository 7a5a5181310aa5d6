import { roomChannel, type EventBus } from '@coco-chat/collections';

import { assertMayPost } from '../policies/assert-may-post';
import type { Loaders } from './loaders';
import { getRoom } from './room-access';

/** Who does not say so again has stopped writing after this long. */
export const typingLasts = 6_000; // 6 seconds

/**
 * Tells everybody in a room that a member began to write, or stopped.
 *
 * @throws ChatError NOT_FOUND or FORBIDDEN
 */
export async function setTyping(
  { bus, loaders }: { bus: EventBus; loaders: Loaders },
  { isTyping, roomId, userId }: { userId: string; roomId: string; isTyping: boolean },
): Promise<void> {
  const standing = await getRoom(loaders, userId, roomId, 'roomId');
  const membership = assertMayPost(standing.room, standing.membership, Date.now());
  await bus.publish(roomChannel(roomId), {
    type: 'typing.changed',
    roomId,
    membershipId: membership.id,
    isTyping,
  });
}

/** Who writes in one room, as far as this process has heard. */
export class TypingTracker {
  readonly #onChange: () => void;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  /** @param onChange called when somebody begins or ends, and not while they go on */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Memberships; who began first is first. */
  get membershipIds(): string[] {
    return [...this.#timers.keys()];
  }

  began(membershipId: string): void {
    const known = this.#timers.get(membershipId);
    clearTimeout(known);
    const timer = setTimeout(() => {
      this.ended(membershipId);
    }, typingLasts).unref();
    this.#timers.set(membershipId, timer);
    if (!known) this.#onChange();
  }

  ended(membershipId: string): void {
    clearTimeout(this.#timers.get(membershipId));
    if (this.#timers.delete(membershipId)) this.#onChange();
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
