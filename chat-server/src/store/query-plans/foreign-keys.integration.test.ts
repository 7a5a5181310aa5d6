import { afterAll, beforeAll, expect, test } from '@jest/globals';
import Database from 'libsql';

import { startSqlite, type TestDatabase } from '../../testing/payload';
import { isSmall } from './small-collections';

let database: TestDatabase;
let sqlite: Database.Database;

beforeAll(async () => {
  database = await startSqlite();
  await database.open();
  sqlite = new Database(database.uri.replace(/^file:/, ''));
});
afterAll(async () => {
  sqlite.close();
  await database.stop();
});

const all = <Row>(sql: string): Row[] => sqlite.prepare(sql).all([]) as Row[];

/** SQLite looks for what refers to a row that is deleted, and no statement's plan tells how. */
test('what refers to a row is found by an index when that is deleted', () => {
  const tables = all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
  const keys = tables.flatMap(({ name: table }) =>
    all<{ from: string }>(`PRAGMA foreign_key_list(\`${table}\`)`).map(({ from }) => ({
      ...{ table, column: from },
    })),
  );
  expect(keys).toContainEqual({ table: 'chat_messages', column: 'edited_by_id' });
  const scanned = keys.filter(({ column, table }) => {
    if (isSmall(table)) return false;
    const looking = `SELECT 1 FROM \`${table}\` WHERE \`${column}\` = 'x'`;
    const plan = all<{ detail: string }>(`EXPLAIN QUERY PLAN ${looking}`);
    return plan.some(({ detail }) => detail.startsWith('SCAN'));
  });
  expect(scanned).toEqual([]);
});
