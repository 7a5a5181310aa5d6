import type { StoredMembership } from '../store/member-store';
import type { StoredMessage } from '../store/message-store';

/** How a room stands for one of its members. */
export interface InboxState {
  roomId: string;
  unreadCount: number;
  lastMessage: StoredMessage | null;
  mentionsViewer: boolean;
  membership: StoredMembership;
}

/** What a member is in a room: the subscriber is told when it changes. */
type Standing = Pick<StoredMembership, 'role' | 'mutedUntil'>;

interface InboxSubscriptionOptions {
  userId: string;
  /** How a room stands for the subscriber now; null for a room that they do not belong to (any more). */
  load: (roomId: string) => Promise<InboxState | null>;
  onEnd: () => void;
}

/** What the subscriber was told of a room last. */
interface Shown {
  seq: number;
  unreadCount: number;
  mentionsViewer: boolean;
  standing: Standing;
}

/**
 * One inbox somewhere: the rooms where something may be new, looked at one by one when the subscriber
 * takes them. A room waits at most once, so a slow subscriber is behind by no more than its rooms, and
 * then gets the newest state of each.
 */
export class InboxSubscription implements AsyncIterableIterator<InboxState> {
  readonly #options: InboxSubscriptionOptions;
  readonly #waiting = new Set<string>();
  readonly #shown = new Map<string, Shown>();
  #wake: (() => void) | null = null;
  #isDone = false;

  constructor(options: InboxSubscriptionOptions) {
    this.#options = options;
  }

  /** Something may be new in a room. */
  mark(roomId: string): void {
    if (this.#isDone) return;
    this.#waiting.add(roomId);
    this.#wake?.();
  }

  /** Marks a room unless this is how it was shown. */
  markUnlessShown(
    roomId: string,
    now: { seq: number; unreadCount: number; standing: Standing },
  ): void {
    const shown = this.#shown.get(roomId);
    const isShown =
      shown?.seq === now.seq &&
      shown.unreadCount === now.unreadCount &&
      isSame(shown.standing, now.standing);
    if (!isShown) this.mark(roomId);
  }

  /** The subscriber does not belong to a room any more. */
  forget(roomId: string): void {
    this.#waiting.delete(roomId);
    this.#shown.delete(roomId);
  }

  async next(): Promise<IteratorResult<InboxState>> {
    while (!this.#isDone) {
      const [roomId] = this.#waiting;
      if (roomId === undefined) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
        this.#wake = null;
        continue;
      }
      this.#waiting.delete(roomId);
      const state = await this.#options.load(roomId);
      if (state && this.#isNews(state)) return { done: false, value: state };
    }
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<InboxState>> {
    if (!this.#isDone) {
      this.#isDone = true;
      this.#waiting.clear();
      this.#wake?.();
      this.#options.onEnd();
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /**
   * A message of somebody else's, another number on the badge, or another standing. One's own message is
   * none of these, and of a room that was never shown only what is unread counts.
   */
  #isNews({ lastMessage, membership, mentionsViewer, roomId, unreadCount }: InboxState): boolean {
    if (this.#isDone) return false;
    const seq = lastMessage?.seq ?? 0;
    const before = this.#shown.get(roomId);
    this.#shown.set(roomId, { seq, unreadCount, mentionsViewer, standing: membership });
    if (!before) return unreadCount > 0;
    if (!isSame(membership, before.standing)) return true;
    if (unreadCount !== before.unreadCount || mentionsViewer !== before.mentionsViewer) return true;
    return seq > before.seq && lastMessage?.authorId !== this.#options.userId;
  }
}

const isSame = (one: Standing, other: Standing): boolean =>
  one.role === other.role && one.mutedUntil === other.mutedUntil;
