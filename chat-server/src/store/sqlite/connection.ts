import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { Payload } from 'payload';

import { errnoOf } from '../../errno';
import { unavailable } from '../../errors';
import { SqliteDatabase, type Statement } from './database';
import type { Row } from './row';

export type { Statement } from './database';

/** How long another process's lock is waited for before a statement is refused. */
const lockPatience = 5_000; // 5 seconds

/** How long of that is waited within SQLite, which blocks the event loop. */
const busyTimeout = 20; // 20 ms

/** The most memory that is used for pages of the file, in KiB. */
const cacheSize = 32 * 1024; // 32 MiB

/**
 * How many pages the log takes before they are copied into the file, within a commit. A page that many commits
 * change is copied once: the longer the log, the less each commit costs. 8,000 pages are 32 MiB.
 */
const checkpointAfter = 8_000;

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
  readonly #file: string;
  #database: SqliteDatabase | undefined;
  #isClosed = false;

  constructor(payload: Payload) {
    const { url } = (payload.db as unknown as { clientConfig: { url: string } }).clientConfig;
    this.#file = url.startsWith('file:///') ? fileURLToPath(url) : url.slice('file:'.length);
  }

  rows(sql: string, args: Statement['args']): Promise<readonly Row[]> {
    return this.#run((database) => database.run({ sql, args }));
  }

  /** Runs the statements in one transaction, which has the write lock from the start. */
  write(statements: readonly Statement[]): Promise<(readonly Row[])[]> {
    return this.transaction((database) => statements.map((statement) => database.run(statement)));
  }

  /**
   * Runs `work` in one transaction, which has the write lock from the start. It is run again where another
   * process was in its way, and must not depend on what it did before.
   */
  transaction<T>(work: (database: Pick<SqliteDatabase, 'run'>) => T): Promise<T> {
    return this.#run((database) => database.transaction(work, 'write'));
  }

  /** Runs the statements in one transaction that only reads: all of them see the same moment. */
  read(statements: readonly Statement[]): Promise<(readonly Row[])[]> {
    const all = (database: SqliteDatabase) => statements.map((own) => database.run(own));
    return this.#run((database) => database.transaction(all, 'read'));
  }

  close(): void {
    this.#isClosed = true;
    this.#disconnect();
  }

  /** @throws ChatError UNAVAILABLE while the file is locked or cannot be used */
  async #run<T>(work: (database: SqliteDatabase) => T): Promise<T> {
    const deadline = Date.now() + lockPatience;
    for (;;) {
      try {
        return work((this.#database ??= this.#connect()));
      } catch (error) {
        const code = errnoOf(error) ?? '';
        if (!unusable.test(code)) throw error;
        this.#disconnect();
        if (this.#isClosed || !locked.test(code) || Date.now() > deadline) {
          throw unavailable('The database cannot be reached now. Try again.', { cause: error });
        }
        await delay(5 + Math.random() * 20);
      }
    }
  }

  #connect(): SqliteDatabase {
    if (this.#isClosed) throw unavailable('This server is stopping.');
    const database = new SqliteDatabase(this.#file);
    database.run({ sql: `PRAGMA busy_timeout = ${busyTimeout}`, args: [] });
    // What makes a commit outlive a power cut.
    database.run({ sql: 'PRAGMA synchronous = FULL', args: [] });
    database.run({ sql: `PRAGMA cache_size = -${cacheSize}`, args: [] });
    database.run({ sql: `PRAGMA wal_autocheckpoint = ${checkpointAfter}`, args: [] });
    return database;
  }

  #disconnect(): void {
    this.#database?.close();
    this.#database = undefined;
  }
}

/** Locked by another process. */
const locked = /^SQLITE_(BUSY|LOCKED)/;

/** These too a client may try again later: they are not the statement's fault. */
const unusable = /^SQLITE_(BUSY|LOCKED|CANTOPEN|IOERR|FULL|READONLY)/;
