import type { StoredParticipant } from '../store/member-store';
import type { StoredSession } from '../store/random-store';

export type RandomEndReason = 'LEFT' | 'PARTNER_LEFT' | 'PARTNER_LOST' | 'BLOCKED' | 'MODERATED';

/** What somebody in the random match is told. */
export type MatchEvent =
  | { __typename: 'RandomQueued'; waiting: number; since: string }
  | { __typename: 'RandomMatched'; session: StoredSession }
  | { __typename: 'RandomPartnerAway'; graceSeconds: number }
  | { __typename: 'RandomPartnerBack'; partner: StoredParticipant }
  | { __typename: 'RandomEnded'; reason: RandomEndReason };

/** Why a session ended, as one of the two is told. Who was blocked is told that the other has left. */
export function endReasonFor(
  { endReason, endedBy }: Pick<StoredSession, 'endReason' | 'endedBy'>,
  viewerId: string,
): RandomEndReason {
  const isOwn = endedBy === viewerId;
  switch (endReason) {
    case 'moderated':
      return 'MODERATED';
    case 'blocked':
      return isOwn ? 'BLOCKED' : 'PARTNER_LEFT';
    case 'left':
      return isOwn ? 'LEFT' : 'PARTNER_LEFT';
    default:
      return isOwn ? 'LEFT' : 'PARTNER_LOST';
  }
}

/** The other one's account. */
export const partnerIdOf = ({ userIds: [a, b] }: StoredSession, viewerId: string): string =>
  a === viewerId ? b : a;

interface Waiting {
  resolve: (result: IteratorResult<MatchEvent>) => void;
  reject: (error: unknown) => void;
}

/** Events on their way to one subscriber, until one side ends it. */
export class MatchEventStream implements AsyncIterableIterator<MatchEvent> {
  readonly #onReturn: () => void;
  readonly #events: MatchEvent[] = [];
  readonly #waiting: Waiting[] = [];
  #end: { error: unknown } | true | undefined;

  /** @param onReturn called once, when the subscriber goes before the stream has ended */
  constructor(onReturn: () => void) {
    this.#onReturn = onReturn;
  }

  push(event: MatchEvent): void {
    if (this.#end) return;
    const waiting = this.#waiting.shift();
    if (waiting) {
      waiting.resolve({ done: false, value: event });
      return;
    }
    // Of a slow reader's numbers of people who wait, the newest is enough.
    const isNumber = event.__typename === 'RandomQueued';
    if (isNumber && this.#events.at(-1)?.__typename === 'RandomQueued') this.#events.pop();
    this.#events.push(event);
  }

  /** What was pushed before is still delivered. */
  finish(): void {
    this.#finish(true);
  }

  fail(error: unknown): void {
    this.#finish({ error });
  }

  next(): Promise<IteratorResult<MatchEvent>> {
    const event = this.#events.shift();
    if (event) return Promise.resolve({ done: false, value: event });
    if (this.#end) return this.#ending();
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<MatchEvent>> {
    this.#events.length = 0;
    if (!this.#end) {
      this.#finish(true);
      this.#onReturn();
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #finish(end: { error: unknown } | true): void {
    if (this.#end) return;
    this.#end = end;
    for (const { reject, resolve } of this.#waiting.splice(0)) this.#ending().then(resolve, reject);
  }

  /** The failure once, and then the end. */
  #ending(): Promise<IteratorResult<MatchEvent>> {
    const end = this.#end;
    this.#end = true;
    if (typeof end !== 'object') return Promise.resolve({ done: true, value: undefined });
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as it was given
    return Promise.reject(end.error);
  }
}
