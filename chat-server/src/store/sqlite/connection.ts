import { setTimeout as delay } from 'node:timers/promises';

import { createClient, type Client, type ResultSet } from '@libsql/client';
import type { Payload } from 'payload';

import { errnoOf } from '../../errno';
import { unavailable } from '../../errors';
import type { Row, SqlValue } from './row';

export interface Statement {
  sql: string;
  args: SqlValue[] | Record<string, SqlValue>;
}

/** How long another process's lock is waited for before a statement is refused. */
const lockPatience = 5_000; // 5 seconds

/** How long of that is waited within SQLite, which blocks the event loop. */
const busyTimeout = 20; // 20 ms

/**
 * The chat's own connection to Payload's SQLite file. It is synchronous underneath: a statement, and
 * a whole `write` or `read`, runs in one turn of the event loop, so within a process it never finds
 * the file locked.
 *
 * Where another process has locked the file, libSQL leaves the statement that found it so unfinished,
 * and what the connection writes afterwards is not committed until the garbage collector has come by.
 * That is why the connection is the chat's own: it is closed then, and a new one is opened.
 */
export class SqliteConnection {
  readonly #url: string;
  #client: Promise<Client> | undefined;
  #isClosed = false;

  constructor(payload: Payload) {
    this.#url = (payload.db as unknown as { clientConfig: { url: string } }).clientConfig.url;
  }

  async rows(sql: string, args: Statement['args']): Promise<readonly Row[]> {
    return rowsOf(await this.#run((client) => client.execute({ sql, args })));
  }

  /** Runs the statements in one transaction, which has the write lock from the start. */
  write(statements: readonly Statement[]): Promise<(readonly Row[])[]> {
    return this.#batch(statements, 'write');
  }

  /** Runs the statements in one transaction that only reads: all of them see the same moment. */
  read(statements: readonly Statement[]): Promise<(readonly Row[])[]> {
    return this.#batch(statements, 'read');
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#disconnect();
  }

  async #batch(
    statements: readonly Statement[],
    mode: 'write' | 'read',
  ): Promise<(readonly Row[])[]> {
    const results = await this.#run((client) => client.batch([...statements], mode));
    return results.map(rowsOf);
  }

  /** @throws ChatError UNAVAILABLE while the file is locked or cannot be used */
  async #run<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const deadline = Date.now() + lockPatience;
    for (;;) {
      try {
        return await work(await (this.#client ??= this.#connect()));
      } catch (error) {
        const code = errnoOf(error) ?? '';
        if (!unusable.test(code)) throw error;
        await this.#disconnect();
        if (this.#isClosed || !locked.test(code) || Date.now() > deadline) {
          throw unavailable('The database cannot be reached now. Try again.', { cause: error });
        }
        await delay(5 + Math.random() * 20);
      }
    }
  }

  async #connect(): Promise<Client> {
    if (this.#isClosed) throw unavailable('This server is stopping.');
    const client = createClient({ url: this.#url });
    await client.execute(`PRAGMA busy_timeout = ${busyTimeout}`);
    // What makes a commit outlive a power cut.
    await client.execute('PRAGMA synchronous = FULL');
    return client;
  }

  async #disconnect(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.then(
      (open) => {
        open.close();
      },
      () => undefined,
    );
  }
}

const rowsOf = ({ rows }: ResultSet): readonly Row[] => rows as unknown as readonly Row[];

/** Locked by another process; or closed for that reason by somebody else who met the lock. */
const locked = /^SQLITE_(BUSY|LOCKED)|^CLIENT_CLOSED/;

/** These too a client may try again later: they are not the statement's fault. */
const unusable = /^SQLITE_(BUSY|LOCKED|CANTOPEN|IOERR|FULL|READONLY)|^CLIENT_CLOSED/;
