import { Subscription, type Observable } from 'rxjs';
import { backoffDelay, waitOrWake } from '../../../apollo/backoff';
import type { InboxSubscription, StandingFragment } from '../../../apollo/generated/chat';
import { isFinal, toRefusal, type Refusal } from '../../../apollo/refusal';
import { createStore, type Store } from '../../../app/store';

export type InboxEvent = InboxSubscription['inbox'];

export interface Unread {
  readonly count: number;
  /** True when one of them names the viewer. */
  readonly hasMention: boolean;
}

/** By the rooms' ids. */
export type UnreadRooms = ReadonlyMap<string, Unread>;

/** How one of the viewer's rooms stands now. */
export interface Counted {
  readonly unreadCount: number;
  readonly standing: StandingFragment;
}

/** Where an inbox has its figures from. */
export interface InboxSource {
  /** Each of the viewer's rooms as it is now. */
  counts(): Promise<ReadonlyMap<string, Counted>>;
  /** Ends with an error when the server refuses, and when the socket is lost. */
  events(): Observable<InboxEvent>;
}

interface InboxOptions {
  source: InboxSource;
  /** Resolves when a lost subscription may try again; false when it need not. */
  waitToReconnect: () => Promise<boolean>;
  onEvent?: (event: InboxEvent) => void;
  /** Called with what the viewer is in a room, as often as it is told: it may be what it was. */
  onStanding?: (roomId: string, standing: StandingFragment) => void;
  wait?: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

/**
 * What the viewer has not read, and what they are in their rooms: counted by the server, told by one subscription, and counted anew after every
 * interruption, since what is told meanwhile is not told again.
 */
export class Inbox {
  readonly unread: Pick<Store<UnreadRooms>, 'get' | 'subscribe'>;

  readonly #unread = createStore<UnreadRooms>(new Map());
  readonly #options: Required<InboxOptions>;
  readonly #stopped = new AbortController();
  /** Rooms told of while a count is on its way: what was told is newer. */
  #toldMeanwhile: Set<string> | null = null;

  constructor(options: InboxOptions) {
    this.#options = {
      wait: waitOrWake,
      onEvent: () => undefined,
      onStanding: () => undefined,
      ...options,
    };
    this.unread = this.#unread;
  }

  /** Listens until `stop`, or until the server refuses for good. */
  async follow(): Promise<void> {
    let failures = 0;
    while (!this.#hasStopped()) {
      const { refusal, hasHeard } = await this.#listen();
      failures = hasHeard ? 1 : failures + 1;
      if (this.#hasStopped() || (refusal && isFinal(refusal))) return;
      if (refusal?.code === 'UNREACHABLE') {
        if (!(await this.#options.waitToReconnect())) return;
      } else {
        const delay = refusal?.retryAfterMs ?? backoffDelay(failures);
        await this.#options.wait(delay, this.#stopped.signal);
      }
    }
  }

  /** Asks how much is unread now. */
  async count(): Promise<void> {
    if (this.#hasStopped()) return;
    const told = (this.#toldMeanwhile = new Set<string>());
    try {
      const counts = await this.#options.source.counts();
      if (this.#hasStopped() || this.#toldMeanwhile !== told) return;
      const before = this.#unread.get();
      const now = [...counts].map(([roomId, { unreadCount: count }]): [string, Unread] => {
        const held = before.get(roomId);
        if (held && told.has(roomId)) return [roomId, held];
        return [roomId, { count, hasMention: count > 0 && (held?.hasMention ?? false) }];
      });
      const newRooms = [...before].filter(([roomId]) => told.has(roomId) && !counts.has(roomId));
      this.#unread.set(new Map([...now, ...newRooms]));
      for (const [roomId, { standing }] of counts) {
        if (!told.has(roomId)) this.#options.onStanding(roomId, standing);
      }
    } catch {
      // The figures held stand; each event brings its room's own.
    } finally {
      if (this.#toldMeanwhile === told) this.#toldMeanwhile = null;
    }
  }

  stop(): void {
    this.#stopped.abort();
  }

  #listen(): Promise<{ refusal: Refusal | null; hasHeard: boolean }> {
    return new Promise((resolve) => {
      let hasHeard = false;
      const end = (refusal: Refusal | null) => {
        this.#stopped.signal.removeEventListener('abort', onStop);
        subscription.unsubscribe();
        resolve({ refusal, hasHeard });
      };
      const onStop = () => end(null);
      this.#stopped.signal.addEventListener('abort', onStop);
      // Made first, since the source may end before its `subscribe` returns.
      const subscription = new Subscription();
      const events = this.#options.source.events().subscribe({
        next: (event) => {
          hasHeard = true;
          this.#take(event);
        },
        error: (error: unknown) => end(toRefusal(error)),
        complete: () => end(null),
      });
      subscription.add(events);
      void this.count();
    });
  }

  #take(event: InboxEvent): void {
    const { roomId, unreadCount: count, mentionsViewer } = event;
    this.#toldMeanwhile?.add(roomId);
    const hadMention = this.#unread.get().get(roomId)?.hasMention ?? false;
    const hasMention = count > 0 && (hadMention || mentionsViewer);
    this.#unread.set(new Map(this.#unread.get()).set(roomId, { count, hasMention }));
    this.#options.onEvent(event);
    if (event.membership) this.#options.onStanding(roomId, event.membership);
  }

  #hasStopped(): boolean {
    return this.#stopped.signal.aborted;
  }
}
