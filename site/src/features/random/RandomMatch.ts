import { Subscription } from 'rxjs';
import { backoffDelay, waitOrWake } from '../../apollo/backoff';
import { toRefusal, type Refusal } from '../../apollo/refusal';
import { createStore, type Store } from '../../app/store';
import { isListening, reduceMatch, type Leaving, type Match, type MatchEvent } from './match';
import type { MatchSource } from './matchSource';
import type { Wish } from './wish';

interface RandomMatchOptions {
  source: MatchSource;
  /** Whom the viewer would like to meet, as long as they do not say otherwise. */
  wish: Wish;
  /** Resolves when a lost subscription may try again; false when it need not. */
  waitToReconnect: () => Promise<boolean>;
  wait?: (delayMs: number, signal: AbortSignal) => Promise<void>;
  /** In milliseconds since 1970. */
  now?: () => number;
}

/** How a subscription ended: by the server, by its refusal, or because we are not to listen any more. */
type Ending =
  | { readonly kind: 'completed' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly hasHeard: boolean };

/** For a connection that does not come back. */
const notAllowed: Refusal = { code: 'FORBIDDEN', message: 'This account may not connect.' };

/**
 * One person's way through the random match. It owns the subscription, which is their place in the queue: there
 * while they wait or talk, again after every interruption, and given up as soon as they do neither.
 */
export class RandomMatch {
  readonly state: Pick<Store<Match>, 'get' | 'subscribe'>;

  readonly #state = createStore<Match>({ phase: 'checking', refusal: null });
  readonly #options: Required<RandomMatchOptions>;
  readonly #closed = new AbortController();
  #wish: Wish;
  #listening = new AbortController();

  constructor(options: RandomMatchOptions) {
    this.#options = { wait: waitOrWake, now: Date.now, ...options };
    this.#wish = options.wish;
    this.state = this.#state;
  }

  /** Asks where the viewer stands, and takes them back into the session they are in. */
  async check(): Promise<void> {
    this.#dispatch({ type: 'checkStarted' });
    try {
      const standing = await this.#options.source.standing();
      this.#dispatch({ type: 'checked', ...standing });
    } catch (error) {
      this.#dispatch({ type: 'checkFailed', refusal: toRefusal(error) });
    }
  }

  async accept(): Promise<void> {
    const match = this.#state.get();
    if (match.phase !== 'rules') return;
    try {
      await this.#options.source.accept(match.rules.version);
      this.#dispatch({ type: 'rulesAccepted' });
    } catch (error) {
      const refusal = toRefusal(error);
      // They have changed since they were read.
      if (refusal.code === 'CONFLICT') await this.check();
      else this.#dispatch({ type: 'rulesRefused', refusal });
    }
  }

  decline(): void {
    this.#dispatch({ type: 'rulesDeclined' });
  }

  readRules(): void {
    this.#dispatch({ type: 'rulesReopened' });
  }

  /** Looks for somebody. */
  start(wish = this.#wish): void {
    this.#wish = wish;
    this.#dispatch({ type: 'started', at: this.#options.now() });
  }

  /** Goes on here with what went on in another tab. */
  async takeOver(): Promise<void> {
    await this.check();
    if (this.#state.get().phase === 'form') this.start();
  }

  /** Looks for somebody else; ends the session that is open. */
  next(): void {
    if (this.#state.get().phase === 'talking') void this.#leave('next');
    else this.start();
  }

  /** Waits no longer, or ends the session that is open, and goes back to the form. */
  stop(): void {
    // Who is matched in this very moment is taken out of it by the server.
    if (this.#state.get().phase === 'talking') void this.#leave('stop');
    else this.#dispatch({ type: 'stopped' });
  }

  /** Gives up the place in the queue; a session goes on for as long as its partner is told to wait. */
  close(): void {
    this.#closed.abort();
    this.#listening.abort();
  }

  async #leave(how: Leaving): Promise<void> {
    const left = this.#state.get();
    if (left.phase !== 'talking' || left.leaving) return;
    this.#dispatch({ type: 'leaving', how });
    // The subscription may be faster than the answer, and the next session have begun.
    const isStillIn = () => {
      const match = this.#state.get();
      return match.phase === 'talking' && match.session.id === left.session.id;
    };
    try {
      await this.#options.source.end({
        requeue: how === 'next',
        sessionId: left.session.id,
      });
      // That there is a next one, the subscription tells.
      if (how === 'stop' && isStillIn()) this.#dispatch({ type: 'stopped' });
    } catch (error) {
      if (isStillIn()) this.#dispatch({ type: 'leavingRefused', refusal: toRefusal(error) });
    }
  }

  #dispatch(event: MatchEvent): void {
    if (this.#closed.signal.aborted) return;
    const before = this.#state.get();
    const after = reduceMatch(before, event);
    this.#state.set(after);
    if (isListening(before) === isListening(after)) return;
    this.#listening.abort();
    if (isListening(after)) {
      this.#listening = new AbortController();
      void this.#listen(this.#listening.signal);
    } else if (event.type === 'refused' && after.phase === 'checking') {
      void this.check();
    }
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const { waitToReconnect, wait } = this.#options;
    const isOver = () => signal.aborted;
    let failures = 0;
    while (!isOver()) {
      const ending = await this.#subscribe(signal);
      if (ending.kind === 'stopped') return;
      if (ending.kind === 'completed') {
        this.#dispatch({ type: 'over', at: this.#options.now() });
        return;
      }
      if (ending.kind === 'lost') {
        if (!(await waitToReconnect())) this.#refuse(notAllowed);
      } else {
        const { refusal } = ending;
        failures = ending.hasHeard ? 1 : failures + 1;
        this.#refuse(refusal);
        if (!isOver()) await wait(refusal.retryAfterMs ?? backoffDelay(failures), signal);
      }
      if (!isOver()) await this.#checkSession(isOver);
    }
  }

  #refuse(refusal: Refusal): void {
    this.#dispatch({ type: 'refused', refusal, at: this.#options.now() });
  }

  /** After an interruption: to subscribe again where the session is over would be to queue unasked. */
  async #checkSession(isOver: () => boolean): Promise<void> {
    const match = this.#state.get();
    if (match.phase !== 'talking') return;
    try {
      const session = await this.#options.source.activeSession();
      if (isOver() || session?.id === match.session.id) return;
      const at = this.#options.now();
      if (!session) this.#dispatch({ type: 'over', at });
      else this.#dispatch({ type: 'told', event: { __typename: 'RandomMatched', session }, at });
    } catch {
      // The subscription finds out.
    }
  }

  #subscribe(signal: AbortSignal): Promise<Ending> {
    return new Promise((resolve) => {
      let hasHeard = false;
      const end = (ending: Ending) => {
        signal.removeEventListener('abort', onStop);
        subscription.unsubscribe();
        resolve(ending);
      };
      const onStop = () => end({ kind: 'stopped' });
      // Made first, since the source may end before its `subscribe` returns.
      const subscription = new Subscription();
      signal.addEventListener('abort', onStop);
      if (signal.aborted) {
        onStop();
        return;
      }
      const { interests, language } = this.#wish;
      const events = this.#options.source.events({ interests, language }).subscribe({
        next: (event) => {
          hasHeard = true;
          this.#dispatch({ type: 'told', event, at: this.#options.now() });
        },
        error: (error: unknown) => {
          const refusal = toRefusal(error);
          const isLost = refusal.code === 'UNREACHABLE';
          end(isLost ? { kind: 'lost' } : { kind: 'refused', refusal, hasHeard });
        },
        complete: () => end({ kind: 'completed' }),
      });
      subscription.add(events);
    });
  }
}
