import type { WebSocket } from 'ws';

import type { Logger } from '../logger';
import { isBanned, type Authenticator, type Session } from './authentication';
import { closeCodes, closeReasons, type CloseCode } from './close-codes';

/** The longest time that a timer can be set to (2³¹ − 1 ms, about 24 days). */
const longestTimer = 2 ** 31 - 1;

/** How often the token of an open connection is checked anew, beside at once on known changes. */
const recheckEvery = 60_000; // a minute

/** How often it is looked whose turn that is, so that those of thousands do not come together. */
const lookEvery = 1_000; // a second

/** How many tokens are checked at the same time: their accounts are read together. */
const checksAtOnce = 100;

/** How long a client that is too slow is given to read why, in milliseconds. */
const slowPatience = 2_000;

/** A WebSocket, and who is behind it. */
export class Connection {
  readonly #socket: WebSocket;
  readonly token: string | null;
  /** When the token was checked last, by the process's clock. */
  checkedAt = performance.now();
  /** Whose it was when it was opened. */
  readonly accountId: string | null;
  #session: Session | null;
  #expiry: NodeJS.Timeout | undefined;

  constructor(socket: WebSocket, token: string | null, session: Session | null) {
    this.#socket = socket;
    this.token = token;
    this.#session = session;
    this.accountId = session?.userId ?? null;
    this.#watchExpiry();
  }

  /** Null for somebody who did not sign in. */
  get session(): Session | null {
    return this.#session;
  }

  close(code: CloseCode): void {
    clearTimeout(this.#expiry);
    this.#socket.close(code, closeReasons[code]);
    // Behind a long backlog the close frame may never get through.
    if (code === closeCodes.tooSlow)
      setTimeout(() => this.#socket.terminate(), slowPatience).unref();
  }

  /** Its client has gone. */
  ended(): void {
    clearTimeout(this.#expiry);
  }

  /** Takes what the token was found to be good for now: rights may have changed, and the session may be over. */
  take(session: Session | null): void {
    this.#session = session;
    if (session === null) this.close(closeCodes.tokenExpired);
    else if (isBanned(session, Date.now())) this.close(closeCodes.banned);
  }

  #watchExpiry(): void {
    if (!this.#session) return;
    const left = Math.min(this.#session.expiresAt - Date.now(), longestTimer);
    this.#expiry = setTimeout(() => this.close(closeCodes.tokenExpired), left).unref();
  }
}

/** The open connections, by account. */
export class Connections {
  readonly #authenticator: Authenticator;
  readonly #byAccount = new Map<string, Set<Connection>>();

  constructor(authenticator: Authenticator) {
    this.#authenticator = authenticator;
  }

  countOf(userId: string): number {
    return this.#byAccount.get(userId)?.size ?? 0;
  }

  add(connection: Connection): void {
    const { accountId } = connection;
    if (accountId === null) return;
    const own = this.#byAccount.get(accountId) ?? new Set();
    this.#byAccount.set(accountId, own.add(connection));
  }

  remove(connection: Connection): void {
    connection.ended();
    const { accountId } = connection;
    if (accountId === null) return;
    const own = this.#byAccount.get(accountId);
    if (own?.delete(connection) && own.size === 0) this.#byAccount.delete(accountId);
  }

  /** Checks whatever one account has open; what belongs to the session that ended is closed unasked. */
  async checkAgain(
    userId: string,
    endedSession: string | undefined,
    logger: Logger,
  ): Promise<void> {
    const own = [...(this.#byAccount.get(userId) ?? [])];
    const isEnded = ({ session }: Connection): boolean =>
      endedSession !== undefined && session?.sessionId === endedSession;
    for (const connection of own.filter(isEnded)) connection.close(closeCodes.tokenExpired);
    await this.#check(
      own.filter((connection) => !isEnded(connection)),
      logger,
    );
  }

  /** @returns the timer, for whoever stops it */
  checkEachMinute(logger: Logger): NodeJS.Timeout {
    return setInterval(() => {
      const due = performance.now() - recheckEvery;
      const connections = [...this.#byAccount.values()].flatMap((own) => [...own]);
      void this.#check(
        connections.filter(({ checkedAt }) => checkedAt <= due),
        logger,
      );
    }, lookEvery).unref();
  }

  /** Checks each token once, however many connections have it. */
  async #check(connections: readonly Connection[], logger: Logger): Promise<void> {
    const byToken = new Map<string, Connection[]>();
    for (const connection of connections) {
      const { token } = connection;
      if (token === null) continue;
      connection.checkedAt = performance.now();
      byToken.set(token, [...(byToken.get(token) ?? []), connection]);
    }
    const tokens = [...byToken];
    const worker = async (): Promise<void> => {
      for (let next = tokens.pop(); next; next = tokens.pop()) {
        const [token, own] = next;
        try {
          const session = await this.#authenticator.authenticate(token);
          for (const connection of own) connection.take(session);
        } catch (error) {
          // The database is away: whoever was let in stays until it can be asked.
          logger.warn({ err: error }, 'a connection could not be checked again');
        }
        // SQLite answers in the same turn of the event loop: others have theirs in between.
        await new Promise(setImmediate);
      }
    };
    await Promise.all(Array.from({ length: checksAtOnce }, worker));
  }
}
