import type { WebSocket } from 'ws';

import type { Logger } from '../logger';
import { isBanned, type Authenticator, type Session } from './authentication';
import { closeCodes, closeReasons, type CloseCode } from './close-codes';

/** How often the session of an open connection is checked anew, beside at once on known changes. */
const recheckEvery = 60_000; // a minute

/** How often it is looked whose turn that is, and whose token has ended. */
const lookEvery = 1_000; // a second

/** How many sessions are checked at the same time: their accounts are read together. */
const checksAtOnce = 100;

/** How long a client that is too slow is given to read why, in milliseconds. */
const slowPatience = 2_000;

/** A WebSocket, and who is behind it. */
export class Connection {
  readonly #socket: WebSocket;
  /** When the session was checked last, by the process's clock. */
  checkedAt = performance.now();
  /** Whose it was when it was opened. */
  readonly accountId: string | null;
  #session: Session | null;

  constructor(socket: WebSocket, session: Session | null) {
    this.#socket = socket;
    this.#session = session;
    this.accountId = session?.userId ?? null;
  }

  /** Null for somebody who did not sign in. */
  get session(): Session | null {
    return this.#session;
  }

  close(code: CloseCode): void {
    this.#socket.close(code, closeReasons[code]);
    // Behind a long backlog the close frame may never get through.
    if (code === closeCodes.tooSlow)
      setTimeout(() => this.#socket.terminate(), slowPatience).unref();
  }

  /** Takes what the session was found to be now: rights may have changed, and it may be over. */
  take(session: Session | null): void {
    this.#session = session;
    if (session === null) this.close(closeCodes.tokenExpired);
    else if (isBanned(session, Date.now())) this.close(closeCodes.banned);
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

  /**
   * Closes what belongs to tokens that have ended, within a second, and checks each session once a minute.
   *
   * @returns the timer, for whoever stops it
   */
  keepWatch(logger: Logger): NodeJS.Timeout {
    return setInterval(() => {
      const [now, due] = [Date.now(), performance.now() - recheckEvery];
      const dueOnes: Connection[] = [];
      for (const own of this.#byAccount.values()) {
        for (const connection of own) {
          const { checkedAt, session } = connection;
          if (session && session.expiresAt <= now) connection.take(null);
          else if (checkedAt <= due) dueOnes.push(connection);
        }
      }
      void this.#check(dueOnes, logger);
    }, lookEvery).unref();
  }

  /** Checks each session once, however many connections have it. */
  async #check(connections: readonly Connection[], logger: Logger): Promise<void> {
    const bySession = new Map<string, { session: Session; own: Connection[] }>();
    for (const connection of connections) {
      const { session } = connection;
      if (session === null) continue;
      connection.checkedAt = performance.now();
      const known = bySession.get(session.sessionId);
      if (known) known.own.push(connection);
      else bySession.set(session.sessionId, { session, own: [connection] });
    }
    const sessions = [...bySession.values()];
    const worker = async (): Promise<void> => {
      for (let next = sessions.pop(); next; next = sessions.pop()) {
        const { own, session: before } = next;
        try {
          const session = await this.#authenticator.checkAgain(before);
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
