import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

const password = 'lantern-harbour-quiet-19';

interface Refusal {
  message: string;
  extensions?: { code?: string };
}

/** The API's answer that trying again does not change. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  constructor(
    message: string,
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

interface Answer {
  data?: unknown;
  errors?: readonly Refusal[];
}

async function ask(
  url: string,
  query: string,
  variables: object,
  token?: string,
): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as Answer;
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
  return data;
}

export const askChat = (
  origin: string,
  query: string,
  variables: object = {},
  token?: string,
): Promise<unknown> => ask(`${origin}/chat/graphql`, query, variables, token);

export const askCms = (
  origin: string,
  query: string,
  variables: object = {},
  token?: string,
): Promise<unknown> => ask(`${origin}/api/graphql`, query, variables, token);

/** Gives the token to be somebody with. */
export async function logIn(origin: string, email: string, password: string): Promise<string> {
  const mutation = `mutation ($email: String!, $password: String!) {
    loginUser(email: $email, password: $password) { token }
  }`;
  const answer = await askCms(origin, mutation, { email, password });
  return (answer as { loginUser: { token: string } }).loginUser.token;
}

/** Makes an account, and gives the token to be its owner with. */
export async function signUp(origin: string): Promise<string> {
  const email = `${randomUUID()}@example.org`;
  await askCms(origin, 'mutation ($data: mutationUserInput!) { createUser(data: $data) { id } }', {
    data: { email, password, displayName: '방문자', locale: 'ko' },
  });
  return logIn(origin, email, password);
}

/** Why a connection went: its close event, or an error. */
function describeLoss(reason: unknown): string {
  const { code, message, reason: said } = reason as Partial<CloseEvent & Error>;
  return `lost: ${[code, said, message].filter(Boolean).join(' ')}`;
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

  /** @throws RefusedError for a refusal that trying again does not change */
  async request(query: string, variables: Record<string, unknown>): Promise<unknown> {
    for (;;) {
      for await (const data of this.follow(query, variables)) return data;
    }
  }

  /**
   * The results of one operation, for as long as its connection lasts; where it does not, there is another
   * one by the end of the iteration.
   *
   * @returns why it ended, for whoever expected it to go on
   * @throws RefusedError for a refusal that trying again does not change
   */
  async *follow(
    query: string,
    variables: Record<string, unknown>,
  ): AsyncGenerator<unknown, string> {
    let refusals: readonly Refusal[] = [];
    let end = 'completed by the server';
    try {
      for await (const { data, errors } of this.#client.iterate({ query, variables })) {
        if (errors) refusals = errors;
        else yield data;
      }
    } catch (reason) {
      // graphql-ws throws a list of refusals, or why the connection went.
      if (Array.isArray(reason)) refusals = reason;
      else end = describeLoss(reason);
    }
    for (const { extensions, message } of refusals) {
      const code = extensions?.code;
      if (code !== 'UNAVAILABLE') throw new RefusedError(message, code);
      end = message;
    }
    await this.#reconnect();
    return end;
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
