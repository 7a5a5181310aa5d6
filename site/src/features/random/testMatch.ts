import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { Observable, type Subscriber } from 'rxjs';
import type { RandomMatchInput } from '../../apollo/generated/chat';
import type { Rules, ServerEvent, Session } from './match';
import type { MatchSource } from './matchSource';

/** A session of a test; its room and partner follow from its id. */
export function testSession(id: string, change: Partial<Session> = {}): Session {
  return {
    id,
    room: { id: `room-${id}`, slug: `random-${id}` },
    partner: { id: `partner-${id}`, name: '파란 수달', role: 'MEMBER' },
    sharedInterests: [],
    ...change,
  };
}

export function testRules(change: Partial<Rules> = {}): Rules {
  return { version: '1', text: 'Be kind.', minimumAge: 18, acceptedAt: null, ...change };
}

interface Subscribed {
  readonly input: RandomMatchInput;
  readonly events: Subscriber<ServerEvent>;
  isOpen: boolean;
}

/** What the API refuses with. */
export const refusal = (code: string, extensions: object = {}) =>
  new CombinedGraphQLErrors({ errors: [{ message: code, extensions: { code, ...extensions } }] });

/** A server whose subscriptions are written by the test. */
export class TestSource implements MatchSource {
  rules: Rules = testRules({ acceptedAt: '2026-01-01T00:00:00Z' });
  session: Session | null = null;
  readonly subscriptions: Subscribed[] = [];
  readonly ended: boolean[] = [];
  /** What becomes of the requests to end a session. */
  ending: () => Promise<void> = async () => undefined;
  accepting: () => Promise<void> = async () => undefined;

  async standing() {
    return { rules: this.rules, session: this.session };
  }

  async activeSession() {
    return this.session;
  }

  accept() {
    return this.accepting();
  }

  end({ requeue }: { requeue: boolean }) {
    this.ended.push(requeue);
    return this.ending();
  }

  events(input: RandomMatchInput) {
    return new Observable<ServerEvent>((events) => {
      const subscribed = { input, events, isOpen: true };
      this.subscriptions.push(subscribed);
      return () => void (subscribed.isOpen = false);
    });
  }

  /** The subscription of this number, from 1; waits for one that is about to begin. */
  async subscription(number: number): Promise<Subscribed> {
    for (;;) {
      const subscribed = this.subscriptions[number - 1];
      if (subscribed) return subscribed;
      await Promise.resolve();
    }
  }

  tell(event: ServerEvent): void {
    this.subscriptions.at(-1)?.events.next(event);
  }
}
