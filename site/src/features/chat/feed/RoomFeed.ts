import { Subscription } from 'rxjs';
import { backoffDelay, waitOrWake } from '../../../apollo/backoff';
import { isFinal, toRefusal, type Refusal } from '../../../apollo/refusal';
import { createStore, type Store } from '../../../app/store';
import {
  applyExcerptNewer,
  applyExcerptOlder,
  closeExcerpt,
  openExcerpt,
} from '../timeline/excerpt';
import {
  applyAcknowledgement,
  applyEvent,
  applyNewestPage,
  applyOlderPage,
  emptyTimeline,
  leavesGap,
  type DurableEvent,
  type Message,
  type MessagePage,
  type Participant,
  type Presence,
  type RoomEvent,
  type RoomSignal,
  type Timeline,
} from '../timeline/timeline';
import type { RoomSource } from './roomSource';

export type PageState = 'idle' | 'loading' | 'failed';

export interface RoomFeedState {
  readonly timeline: Timeline;
  /** False until the first messages are here, or there are known to be none. */
  readonly isLoaded: boolean;
  /** Why there are no messages, or no new ones. */
  readonly refusal: Refusal | null;
  /** How the page before the oldest message shown fares, and the one after the newest of an excerpt. */
  readonly older: PageState;
  readonly newer: PageState;
  /** Who is writing now, as far as the server says. */
  readonly typing: readonly Participant[];
  /** How far others have read, by their participants' ids: what was heard since the room was opened. */
  readonly readSeqs: ReadonlyMap<string, number>;
}

/** A room before anything is known of it. */
export const nothingKnown: RoomFeedState = {
  timeline: emptyTimeline,
  isLoaded: false,
  refusal: null,
  older: 'idle',
  newer: 'idle',
  typing: [],
  readSeqs: new Map(),
};

interface RoomFeedOptions {
  source: RoomSource;
  /** Resolves when a lost subscription may try again; false when it need not. */
  waitToReconnect: () => Promise<boolean>;
  /** Who came online and who left: not the feed's to keep. */
  onPresence?: (presence: Presence) => void;
  wait?: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

/** How a subscription ended. */
type Ending =
  | { readonly kind: 'gap' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'completed' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Keeps one room's timeline: read over HTTP at first, then, for a member, by a subscription that after every
 * interruption goes on from the revision reached. One thing owns the socket (`apollo/connection`), this owns
 * what is known.
 */
export class RoomFeed {
  readonly state: Pick<Store<RoomFeedState>, 'get' | 'subscribe'>;

  readonly #state = createStore<RoomFeedState>(nothingKnown);
  readonly #options: Required<RoomFeedOptions>;
  readonly #stopped = new AbortController();
  #restarting = new AbortController();
  #isFollowing = false;

  constructor(options: RoomFeedOptions) {
    this.#options = { wait: waitOrWake, onPresence: () => undefined, ...options };
    this.state = this.#state;
  }

  /** Reads the newest messages; again, to see what is new where nothing is subscribed to. */
  async refresh(): Promise<void> {
    try {
      const page = await this.#options.source.page(null);
      this.#update({ isLoaded: true, refusal: null }, (timeline) =>
        applyNewestPage(timeline, page),
      );
    } catch (error) {
      // What is there stays; a feed that is live says itself how it fares.
      if (!this.#state.get().isLoaded) this.#update({ refusal: toRefusal(error) });
    }
  }

  /** Follows the room until `stop`, or until the server refuses for good. */
  async follow(roomId: string): Promise<void> {
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    let failures = 0;
    let ending: Ending | undefined;
    do {
      const revision = this.#timeline.revision;
      ending = await this.#subscribe(roomId, ending?.kind === 'restart' ? null : revision);
      failures = this.#timeline.revision === revision ? failures + 1 : 0;
    } while (await this.#maySubscribeAgain(ending, failures));
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** Takes in a message of ours, or one that we changed, as the server answered. */
  acknowledge(message: Message): void {
    this.#update({}, (timeline) => applyAcknowledgement(timeline, message));
  }

  /** Starts anew from the newest messages: what was held looks different to this viewer now. */
  restart(): void {
    this.#restarting.abort();
    this.#restarting = new AbortController();
  }

  /**
   * Makes a message one of those shown, with an excerpt where it lies far back.
   * @returns false when there is no such message any more
   * @throws what Apollo throws
   */
  async show(messageId: string): Promise<boolean> {
    const { messages, excerpt } = this.#timeline;
    if (messages.some(({ id }) => id === messageId)) {
      this.closeExcerpt();
      return true;
    }
    if (excerpt?.messages.some(({ id }) => id === messageId)) return true;
    const asked = this.#timeline;
    const found = await this.#options.source.message(messageId);
    if (!found) return false;
    this.#update({ older: 'idle', newer: 'idle' }, (timeline) =>
      openExcerpt(timeline, found, asked),
    );
    await Promise.all([this.loadOlder(), this.loadNewer()]);
    return true;
  }

  closeExcerpt(): void {
    this.#update({ older: 'idle', newer: 'idle' }, closeExcerpt);
  }

  /** Reads the page after the newest message of the excerpt. */
  async loadNewer(): Promise<void> {
    const { newer } = this.#state.get();
    const asked = this.#timeline;
    if (newer === 'loading' || !asked.excerpt) return;
    this.#update({ newer: 'loading' });
    try {
      const page = await this.#options.source.pageAfter(asked.excerpt.newer.cursor);
      this.#update({ newer: 'idle' }, (timeline) => applyExcerptNewer(timeline, page, asked));
    } catch {
      this.#update({ newer: 'failed' });
    }
  }

  /** Reads the page before the oldest message shown. */
  async loadOlder(): Promise<void> {
    const asked = this.#timeline;
    const oldest = asked.messages[0];
    const { exists } = (asked.excerpt ?? asked).older;
    if (this.#state.get().older === 'loading' || !oldest || !exists) return;
    this.#update({ older: 'loading' });
    try {
      const page = asked.excerpt
        ? await this.#options.source.page(asked.excerpt.older.cursor)
        : await this.#pageBefore(oldest);
      const apply = asked.excerpt ? applyExcerptOlder : applyOlderPage;
      this.#update({ older: 'idle' }, (timeline) => apply(timeline, page, asked));
    } catch {
      this.#update({ older: 'failed' });
    }
  }

  /** A History carries no cursors: without one, the way to a message goes from the newest page back. */
  async #pageBefore(message: Message): Promise<MessagePage> {
    let cursor = this.#timeline.older.cursor;
    for (;;) {
      const page = await this.#options.source.page(cursor);
      const first = page.messages[0];
      if (!first || first.seq < message.seq || !page.hasPrevious) {
        return { ...page, messages: page.messages.filter(({ seq }) => seq < message.seq) };
      }
      cursor = page.startCursor;
    }
  }

  #subscribe(roomId: string, resumedFrom: number | null): Promise<Ending> {
    const { signal: restarting } = this.#restarting;
    return new Promise((resolve) => {
      const end = (ending: Ending) => {
        this.#stopped.signal.removeEventListener('abort', onStop);
        restarting.removeEventListener('abort', onRestart);
        subscription.unsubscribe();
        this.#update({ typing: [] });
        resolve(ending);
      };
      const onStop = () => end({ kind: 'lost' });
      const onRestart = () => end({ kind: 'restart' });
      this.#stopped.signal.addEventListener('abort', onStop);
      restarting.addEventListener('abort', onRestart);
      // Made first, since the source may end before its `subscribe` returns.
      const subscription = new Subscription();
      const events = this.#options.source.events(roomId, resumedFrom).subscribe({
        next: (event) => {
          if (!isDurable(event)) this.#hear(event);
          else if (leavesGap(this.#timeline, event)) end({ kind: 'gap' });
          else this.#apply(event, resumedFrom);
        },
        error: (error: unknown) => {
          const refusal = toRefusal(error);
          end(refusal.code === 'UNREACHABLE' ? { kind: 'lost' } : { kind: 'refused', refusal });
        },
        complete: () => end({ kind: 'completed' }),
      });
      subscription.add(events);
    });
  }

  #apply(event: DurableEvent, resumedFrom: number | null): void {
    this.#update({ isLoaded: true, refusal: null }, (timeline) =>
      applyEvent(timeline, event, resumedFrom),
    );
  }

  /** Takes in what is true only for now. */
  #hear(signal: RoomSignal): void {
    switch (signal.__typename) {
      case 'TypingChanged':
        return this.#update({ typing: signal.participants });
      case 'PresenceChanged':
        return this.#options.onPresence(signal);
      case 'ReadMarkerMoved': {
        const { readSeqs } = this.#state.get();
        const seq = Math.max(signal.seq, readSeqs.get(signal.participantId) ?? 0);
        this.#update({ readSeqs: new Map(readSeqs).set(signal.participantId, seq) });
      }
    }
  }

  /** Waits until it makes sense to. */
  async #maySubscribeAgain(ending: Ending, failures: number): Promise<boolean> {
    if (this.#isStopped) return false;
    switch (ending.kind) {
      case 'lost':
        return (await this.#options.waitToReconnect()) && !this.#isStopped;
      case 'restart':
        return true;
      case 'gap':
        if (failures === 0) return true;
        break;
      case 'refused':
        this.#update({ refusal: ending.refusal });
        if (isFinal(ending.refusal)) return false;
        break;
      case 'completed':
        break;
    }
    const delay = ending.kind === 'refused' ? ending.refusal.retryAfterMs : undefined;
    await this.#options.wait(delay ?? backoffDelay(failures + 1), this.#stopped.signal);
    return !this.#isStopped;
  }

  get #timeline(): Timeline {
    return this.#state.get().timeline;
  }

  get #isStopped(): boolean {
    return this.#stopped.signal.aborted;
  }

  #update(
    change: Partial<Omit<RoomFeedState, 'timeline'>>,
    changeTimeline: (timeline: Timeline) => Timeline = (timeline) => timeline,
  ): void {
    if (this.#isStopped) return;
    const state = this.#state.get();
    this.#state.set({ ...state, ...change, timeline: changeTimeline(state.timeline) });
  }
}

function isDurable(event: RoomEvent): event is DurableEvent {
  return 'revision' in event;
}
