import { ApolloClient, ApolloLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { Observable } from 'rxjs';
import { createChatCache } from '../../apollo/chatCache';

type Variables = Record<string, unknown>;

interface Asked {
  operation: string;
  variables: Variables;
}

/** The chat API of a test: answers by the name of the operation, and remembers what it was asked. */
export class TestChat {
  readonly asked: Asked[] = [];
  readonly answers: Record<string, (variables: Variables) => Record<string, unknown>> = {};
  readonly #refusals = new Map<string, Record<string, unknown>>();

  readonly apollo = new ApolloClient({
    cache: createChatCache(),
    link: new ApolloLink(
      (operation) =>
        new Observable((observer) => {
          observer.next(this.#answer(operation.operationName ?? '', operation.variables));
          observer.complete();
        }),
    ),
  });

  readonly Provider = ({ children }: { children: ReactNode }) => (
    <ApolloProvider client={this.apollo}>{children}</ApolloProvider>
  );

  /** Until it is allowed again, the operation is refused. */
  refuse(operation: string, code: string, extensions: Record<string, unknown> = {}): void {
    this.#refusals.set(operation, { code, ...extensions });
  }

  allow(operation: string): void {
    this.#refusals.delete(operation);
  }

  askedFor(operation: string): Variables[] {
    return this.asked.flatMap((asked) => (asked.operation === operation ? [asked.variables] : []));
  }

  #answer(operation: string, variables: Variables): ApolloLink.Result {
    // What a server would see: nothing of what is undefined.
    this.asked.push({ operation, variables: JSON.parse(JSON.stringify(variables)) as Variables });
    const extensions = this.#refusals.get(operation);
    if (extensions) return { errors: [{ message: 'refused', extensions }] };
    const answer = this.answers[operation];
    if (!answer) return { errors: [{ message: `No answer to ${operation}` }] };
    return { data: answer(variables) };
  }
}
