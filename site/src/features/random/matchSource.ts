import type { ApolloClient } from '@apollo/client';
import { map, type Observable } from 'rxjs';
import {
  AcceptRandomRulesDocument,
  ActiveRandomSessionDocument,
  EndRandomSessionDocument,
  RandomMatchDocument,
  RandomStandingDocument,
  type RandomMatchInput,
} from '../../apollo/generated/chat';
import type { Rules, ServerEvent, Session } from './match';

/** Where a random match has its people from. All but `events` reject with what Apollo throws. */
export interface MatchSource {
  standing(): Promise<{ rules: Rules; session: Session | null }>;
  /** The viewer's session that goes on. */
  activeSession(): Promise<Session | null>;
  accept(version: string): Promise<void>;
  /** Ends the session, unless somebody else has. */
  end(options: { requeue: boolean; sessionId: string }): Promise<void>;
  /** Ends with an error when the server refuses, and when the socket is lost. */
  events(input: RandomMatchInput): Observable<ServerEvent>;
}

export function createMatchSource(apollo: ApolloClient): MatchSource {
  const fetchPolicy = 'no-cache';
  return {
    async standing() {
      const { data } = await apollo.query({ query: RandomStandingDocument, fetchPolicy });
      if (!data) throw new Error('The API answered without the rules.');
      return { rules: data.randomRules, session: data.activeRandomSession };
    },

    async activeSession() {
      const { data } = await apollo.query({ query: ActiveRandomSessionDocument, fetchPolicy });
      return data?.activeRandomSession ?? null;
    },

    async accept(version) {
      const variables = { version, isOfAge: true };
      await apollo.mutate({ mutation: AcceptRandomRulesDocument, variables, fetchPolicy });
    },

    async end(variables) {
      await apollo.mutate({ mutation: EndRandomSessionDocument, variables, fetchPolicy });
    },

    events: (input) =>
      apollo
        .subscribe({
          query: RandomMatchDocument,
          variables: { input },
          fetchPolicy,
          // A subscription that joined another would not be in the queue.
          context: { queryDeduplication: false },
        })
        .pipe(
          map(({ data, error }) => {
            if (data) return data.randomMatch;
            if (error instanceof Error) throw error;
            throw new Error('The API sent an event without data.', { cause: error });
          }),
        ),
  };
}
