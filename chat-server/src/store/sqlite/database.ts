import Database from 'libsql';

import type { Row, SqlValue } from './row';

export interface Statement {
  sql: string;
  args: SqlValue[] | Record<string, SqlValue>;
}

interface Prepared {
  statement: Database.Statement;
  /** The columns of what it returns; null for a statement that returns nothing. */
  columns: readonly string[] | null;
}

/** Far above what there is: every statement is written down in this folder. */
const mostPrepared = 500;

/**
 * One open SQLite file. Everything runs in the calling turn of the event loop.
 *
 * Statements are prepared once, as that costs several times what running them does, and rows are plain
 * objects, as a row of `@libsql/client` costs more than reading it.
 */
export class SqliteDatabase {
  readonly #database: Database.Database;
  readonly #prepared = new Map<string, Prepared>();

  /** @param file an absolute path. @throws an error with a code, such as SQLITE_CANTOPEN */
  constructor(file: string) {
    this.#database = new Database(file);
  }

  /** @throws an error with a code, such as SQLITE_BUSY */
  run({ args, sql }: Statement): readonly Row[] {
    const { columns, statement } = this.#prepare(sql);
    if (columns === null) {
      statement.run(args);
      return [];
    }
    return (statement.all(args) as SqlValue[][]).map((values) => {
      const row: Record<string, SqlValue> = {};
      for (let index = 0; index < columns.length; index += 1) {
        row[columns[index] as string] = values[index] ?? null;
      }
      return row;
    });
  }

  /** Runs what `work` does in one transaction. @param mode 'write' has the write lock from the start */
  transaction<T>(work: (database: SqliteDatabase) => T, mode: 'read' | 'write'): T {
    this.run({ sql: mode === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN', args: [] });
    try {
      const result = work(this);
      this.run({ sql: 'COMMIT', args: [] });
      return result;
    } catch (error) {
      // SQLite ends it by itself where the fault is the disk's.
      if (this.#database.inTransaction) this.run({ sql: 'ROLLBACK', args: [] });
      throw error;
    }
  }

  close(): void {
    this.#prepared.clear();
    this.#database.close();
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    const columns = statement.reader ? statement.raw().columns() : null;
    const prepared = { statement, columns: columns?.map(({ name }) => name) ?? null };
    if (this.#prepared.size >= mostPrepared) this.#prepared.clear();
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}
