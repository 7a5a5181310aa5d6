import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

const password = 'lantern-harbour-quiet-19';

interface Refusal {
  message: string;
  extensions?: { code?: string };
}

interface Answer {
  data?: unknown;
  errors?: readonly Refusal[];
}

async function ask(url: string, query: string, variables: object): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as Answer;
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
  return data;
}

export const askChat = (origin: string, query: string, variables: object = {}): Promise<unknown> =>
  ask(`${origin}/chat/graphql`, query, variables);

/** Makes an account, and gives the token to log in with. */
export async function signUp(origin: string): Promise<string> {
  const cms = `${origin}/api/graphql`;
  const email = `${randomUUID()}@example.org`;
  await ask(cms, 'mutation ($data: mutationUserInput!) { createUser(data: $data) { id } }', {
    data: { email, password, displayName: '방문자', locale: 'ko' },
  });
  const answer = (await ask(
    cms,
    'mutation ($email: String!, $password: String!) { loginUser(email: $email, password: $password) { token } }',
    { email, password },
  )) as { loginUser: { token: string } };
  return answer.loginUser.token;
}

/**
 * A client whose connection goes again and again, and who does what a good one does about it: asks for
 * the same thing once more, over a new connection.
 */
export class StubbornClient {
  readonly #connect: () => Client;
  #client: Client;

  constructor(origin: string, token: string) {
    this.#connect = () =>
      createClient({
        url: `${origin.replace('http', 'ws')}/chat/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${token}` },
        retryAttempts: 0,
      });
    this.#client = this.#connect();
  }

  /** @throws Error for a refusal that trying again does not change */
  async request(query: string, variables: Record<string, unknown>): Promise<unknown> {
    for (;;) {
      for await (const data of this.follow(query, variables)) return data;
    }
  }

  /**
   * The results of one operation, for as long as its connection lasts; where it does not, there is another
   * one by the end of the iteration.
   *
   * @throws Error for a refusal that trying again does not change
   */
  async *follow(query: string, variables: Record<string, unknown>): AsyncGenerator {
    let refusals: readonly Refusal[] = [];
    try {
      for await (const { data, errors } of this.#client.iterate({ query, variables })) {
        if (errors) refusals = errors;
        else yield data;
      }
    } catch (reason) {
      // graphql-ws throws a list of refusals, or why the connection went.
      if (Array.isArray(reason)) refusals = reason;
    }
    for (const { extensions, message } of refusals) {
      if (extensions?.code !== 'UNAVAILABLE') throw new Error(message);
    }
    await this.#reconnect();
  }

  close(): void {
    this.#client.terminate();
  }

  async #reconnect(): Promise<void> {
    this.#client.terminate();
    await pause(20); // for the server to come back, without asking it a thousand times
    this.#client = this.#connect();
  }
}
