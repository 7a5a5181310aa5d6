import type { Payload } from 'payload';

import { errnoOf } from '../../errno';
import { unavailable } from '../../errors';

export type SqlValue = string | number | null;
export type Row = Readonly<Record<string, SqlValue>>;

export interface Statement {
  sql: string;
  args: SqlValue[] | Record<string, SqlValue>;
}

/** What the stores use of the libSQL client that Payload's SQLite adapter opened. */
interface Client {
  execute(statement: Statement): Promise<{ rows: readonly Row[] }>;
  batch(
    statements: readonly Statement[],
    mode: 'write' | 'read',
  ): Promise<readonly { rows: readonly Row[] }[]>;
}

/**
 * Payload's own connection to its SQLite file. It is synchronous underneath: a statement, and a whole
 * `write` or `read`, runs in one turn of the event loop, so nothing of Payload's comes between.
 */
export class SqliteConnection {
  readonly #payload: Payload;

  constructor(payload: Payload) {
    this.#payload = payload;
  }

  // Looked up each time, as Payload makes a new client when it reconnects.
  get #client(): Client {
    return (this.#payload.db as unknown as { client: Client }).client;
  }

  async rows(sql: string, args: Statement['args']): Promise<readonly Row[]> {
    const { rows } = await available(this.#client.execute({ sql, args }));
    return rows;
  }

  /**
   * Runs the statements in one transaction. It takes the write lock before the first of them (BEGIN
   * IMMEDIATE), and waits for another process's as long as Payload's busyTimeout.
   */
  async write(statements: readonly Statement[]): Promise<(readonly Row[])[]> {
    const results = await available(this.#client.batch(statements, 'write'));
    return results.map(({ rows }) => rows);
  }

  /** Runs the statements in one transaction that only reads: all of them see the same moment. */
  async read(statements: readonly Statement[]): Promise<(readonly Row[])[]> {
    const results = await available(this.#client.batch(statements, 'read'));
    return results.map(({ rows }) => rows);
  }
}

/** Another process's write lock that is not let go, or a file that cannot be read. */
const unavailableCodes = /^SQLITE_(BUSY|LOCKED|CANTOPEN|IOERR|FULL|READONLY)|^CLIENT_CLOSED/;

async function available<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (!unavailableCodes.test(errnoOf(error) ?? '')) throw error;
    throw unavailable('The database cannot be reached now. Try again.', { cause: error });
  }
}
