import { createClient, type Client } from '@libsql/client';
import Database from 'libsql';

import { SqliteDatabase } from '../sqlite/database';
import type { PlanWatch, SeenStatement } from './plan-watch';
import { isSmall } from './small-collections';

interface Run {
  during: string;
  sql: string;
}

/**
 * Every statement that any connection of this process prepares, or the stores run once more, and how SQLite
 * says that it would run it.
 * Plans follow from the schema alone, as nobody runs ANALYZE: an empty table has the plan of a full one.
 */
export class SqlitePlans implements PlanWatch {
  readonly #client: Client;
  readonly #runs = new Map<string, Run>();
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is bound where it is called
  readonly #prepare = Database.prototype.prepare;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- as above
  readonly #run = SqliteDatabase.prototype.run;
  #during = 'the server itself';

  private constructor(client: Client) {
    this.#client = client;
  }

  /** @param url `file:…` */
  static async start(url: string): Promise<SqlitePlans> {
    const plans = new SqlitePlans(createClient({ url }));
    plans.#listen();
    return plans;
  }

  #listen(): void {
    const [prepare, run, note] = [this.#prepare, this.#run, (sql: string) => this.#note(sql)];
    const noting = function (this: Database.Database, sql: string): unknown {
      note(sql);
      return prepare.call(this, sql);
    };
    Database.prototype.prepare = noting as typeof prepare;
    // The stores prepare each of theirs once, maybe before anybody watched.
    SqliteDatabase.prototype.run = function (statement) {
      note(statement.sql);
      return run.call(this, statement);
    };
  }

  #note(sql: string): void {
    if (!/^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)/i.test(sql)) return;
    this.#runs.set(`${this.#during}\n${sql}`, { during: this.#during, sql });
  }

  async during<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#during;
    this.#during = name;
    try {
      return await work();
    } finally {
      this.#during = before;
    }
  }

  async seen(): Promise<SeenStatement[]> {
    const runs = [...this.#runs.values()];
    const tables = await this.#tables();
    const seen: SeenStatement[] = [];
    for (const { during, sql } of runs) {
      const aliases = aliasesIn(sql, tables);
      seen.push({
        during,
        about: [...new Set([...aliases.values()].flat())].join(', '),
        text: sql.replaceAll(/\s+/g, ' ').trim(),
        faults: await this.#faultsOf(sql, aliases),
      });
    }
    return seen;
  }

  async stop(): Promise<void> {
    Database.prototype.prepare = this.#prepare;
    SqliteDatabase.prototype.run = this.#run;
    this.#client.close();
  }

  async #tables(): Promise<string[]> {
    const { rows } = await this.#client.execute(
      "SELECT name FROM sqlite_master WHERE type = 'table'",
    );
    return rows.map(({ name }) => name as string);
  }

  async #faultsOf(sql: string, aliases: ReadonlyMap<string, string[]>): Promise<string[]> {
    const { rows } = await this.#client.execute(`EXPLAIN QUERY PLAN ${sql}`);
    const steps = rows.map(({ detail, parent }) => ({ step: detail as string, parent }));
    const isLarge = (name: string): boolean =>
      aliases.get(name)?.some((table) => !isSmall(table)) ?? false;
    return steps
      .filter(({ parent, step }) => {
        // An index that SQLite makes for this one statement, of all that there is.
        if (step.includes('AUTOMATIC')) return true;
        const beside = steps.filter((other) => other.parent === parent).map((other) => other.step);
        if (step === 'USE TEMP B-TREE FOR ORDER BY') {
          return beside.some((other) => isBroad(other) && isLarge(tableOf(other)));
        }
        const [, name = '', rest = ''] = /^SCAN (\S+)(.*)$/.exec(step) ?? [];
        // The number says by which of its conditions a virtual table is read; 0 is none.
        if (/ VIRTUAL TABLE INDEX [^0]/.test(rest)) return false;
        // The whole table in the order of an index, of which the limit is read.
        if (/ USING .*INDEX /.test(rest) && listsAll.test(sql)) return false;
        // What a subquery has found goes by the name of its table, and is no scan of it.
        if (rest === '' && beside.some((other) => isSubquery(other, name))) return false;
        return isLarge(name);
      })
      .map(({ step }) => step);
  }
}

/** A list that has no condition, in an order and up to a limit. */
const listsAll = /from "(\w+)" "\1" order by [^()]+ limit \?( offset \?)?$/;

/** Columns by which many rows are alike: who is found by them alone is one of too many to sort. */
const broadColumns = new Set(['kind', 'state', 'created_at', 'started_at', 'updated_at', 'role']);

const tableOf = (step: string): string => /^(?:SEARCH|SCAN) (\S+)/.exec(step)?.[1] ?? '';

/** Whether a step finds rows by such columns alone. */
function isBroad(step: string): boolean {
  const [, conditions] = /^SEARCH .*\((.*)\)$/.exec(step) ?? [];
  const columns = [...(conditions ?? '').matchAll(/(\w+)[=<>]/g)].map(([, column = '']) => column);
  return columns.length > 0 && columns.every((column) => broadColumns.has(column));
}

const isSubquery = (step: string, name: string): boolean =>
  step === `CO-ROUTINE ${name}` || step === `MATERIALIZE ${name}`;

/** What the tables of a statement are called in it. */
function aliasesIn(sql: string, tables: readonly string[]): Map<string, string[]> {
  const aliases = new Map<string, string[]>();
  for (const table of tables) {
    const mention = new RegExp(
      `(?<![\\w.])["\`]?${table}["\`]?(?:\\s+(?:AS\\s+)?["\`]?(\\w+)["\`]?)?`,
      'gi',
    );
    for (const [, alias] of sql.matchAll(mention)) {
      for (const name of [table, alias ?? table]) {
        aliases.set(name, [...new Set([...(aliases.get(name) ?? []), table])]);
      }
    }
  }
  return aliases;
}
