import { randomInt } from 'node:crypto';

import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

import type { Account } from './accounts';

type State = 'away' | 'waiting' | 'talking';

interface MatchEvent {
  __typename: string;
  session?: { id: string; room: { id: string }; partner: { id: string } };
  reason?: string;
}

interface Result {
  data?: { randomMatch: MatchEvent } | null;
  errors?: readonly { message: string; extensions?: { code?: string; reason?: string } }[];
}

const randomMatch = `subscription ($input: RandomMatchInput!) { randomMatch(input: $input) {
  __typename
  ... on RandomMatched { session { id room { id } partner { id } } }
  ... on RandomEnded { reason }
} }`;

/** One that may be cut off at any time, also before it is open. */
class AbruptSocket extends WebSocket {
  constructor(address: string, protocol: string) {
    super(address, protocol);
    this.on('error', () => undefined);
  }
}

/** A pause within the test, not a wait for something: people do nothing for a while, too. */
const linger = (longestMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, randomInt(longestMs)));

/**
 * Somebody in the random match who comes, talks, goes on to the next, blocks, reloads, drops out and comes
 * back, as chance will have it, each time through any of the servers.
 */
export class Stranger {
  readonly account: Account;
  readonly faults: string[] = [];
  state: State = 'away';
  sessions = 0;
  readonly #origins: () => readonly string[];
  readonly #input: { interests: string[]; language: string };
  #client: Client | undefined;
  #partner: { roomId: string; id: string } | undefined;
  #isResting = false;
  #isGone = false;
  #wake: () => void = () => undefined;

  /** @param origins of the servers there are, of which any may be down */
  constructor(account: Account, origins: () => readonly string[]) {
    this.account = account;
    this.#origins = origins;
    this.#input = {
      interests: ['영화', '고양이', '축구', 'music'].filter(() => randomInt(2) === 0),
      language: ['ko', 'en'][randomInt(2)] ?? 'ko',
    };
  }

  /** Comes and goes until {@link leave}. */
  async live(): Promise<void> {
    await linger(5_000);
    while (!this.#isGone) {
      await this.#visit();
      this.state = 'away';
      // A reload, a coffee, or a connection that is gone for longer than a partner waits.
      await linger([300, 300, 3_000, 14_000][this.#isResting ? 0 : randomInt(4)] ?? 0);
    }
  }

  /** From now on stays where they are, waiting or talking. */
  rest(): void {
    this.#isResting = true;
    this.#wake();
  }

  leave(): void {
    this.#isGone = true;
    this.#wake();
    this.#client?.terminate();
  }

  /** One connection, until it is gone or they end it. */
  async #visit(): Promise<void> {
    const origins = this.#origins();
    const origin = origins[randomInt(origins.length)] ?? '';
    const client = createClient({
      url: `${origin.replace('http', 'ws')}/chat/graphql`,
      webSocketImpl: AbruptSocket,
      connectionParams: { authorization: `Bearer ${this.account.token}` },
      retryAttempts: 0,
    });
    this.#client = client;
    const acting = this.#act(client);
    try {
      const variables = { input: this.#input };
      for await (const result of client.iterate({ query: randomMatch, variables })) {
        this.#take(result as Result);
      }
    } catch (reason) {
      if (Array.isArray(reason)) this.#take({ errors: reason as NonNullable<Result['errors']> });
    }
    // Nothing more is asked on this connection: the client would open it anew.
    this.#client = undefined;
    this.#partner = undefined;
    this.#wake();
    await acting;
    client.terminate();
  }

  #take({ data, errors }: Result): void {
    for (const { extensions, message } of errors ?? []) {
      const { code, reason } = extensions ?? {};
      // A tab that came back before the server had seen the other one go.
      if (code !== 'UNAVAILABLE' && reason !== 'SUPERSEDED')
        this.faults.push(`${code ?? ''} ${message}`);
    }
    const event = data?.randomMatch;
    if (event?.__typename === 'RandomQueued') this.state = 'waiting';
    if (event?.__typename === 'RandomEnded') this.state = 'away';
    if (event?.__typename !== 'RandomMatched' || !event.session) return;
    this.state = 'talking';
    this.sessions += 1;
    this.#partner = { roomId: event.session.room.id, id: event.session.partner.id };
    this.#wake();
  }

  async #act(client: Client): Promise<void> {
    while (this.#isActing(client)) {
      await Promise.race([linger(6_000), new Promise<void>((resolve) => (this.#wake = resolve))]);
      if (!this.#isActing(client)) return;
      await linger(2_000);
      if (!this.#isActing(client)) return;
      const lot = randomInt(100);
      try {
        if (lot < 45) await this.#ask(client, next, { requeue: true });
        else if (lot < 55) await this.#ask(client, next, { requeue: false });
        else if (lot < 60 && this.#partner) await this.#ask(client, block, this.#partner);
        else if (lot < 80) return client.terminate();
      } catch {
        // The connection went, or the session had ended: what became of it, the subscription tells.
        return;
      }
    }
  }

  #isActing(client: Client): boolean {
    return !this.#isGone && !this.#isResting && this.#client === client;
  }

  async #ask(client: Client, query: string, variables: Record<string, unknown>): Promise<void> {
    for await (const result of client.iterate({ query, variables })) this.#take(result as Result);
  }
}

const next = 'mutation ($requeue: Boolean!) { endRandomSession(requeue: $requeue) }';
const block = `mutation ($roomId: ID!, $id: ID!) {
  blockParticipant(roomId: $roomId, participantId: $id)
}`;
