import { describe, expect, jest } from '@jest/globals';
import type { Payload } from 'payload';

import { startSqlite } from '../../testing/payload';
import { describeSearchIndexing } from '../search-indexing.contract';
import { describeSearch, type SearchTest } from '../search.contract';
import { SqliteConnection, type Statement } from './connection';
import type { Row } from './row';
import { selectEntries, SqliteSearchIndex } from './search';

async function run(payload: Payload, ...statements: Statement[]): Promise<readonly Row[]> {
  const connection = new SqliteConnection(payload);
  try {
    return (await connection.write(statements)).flat();
  } finally {
    connection.close();
  }
}

const ofRoom = 'rowid >> 33 = (SELECT number FROM chat_search_rooms WHERE room_id = :room)';

const searchTest: SearchTest = {
  start: startSqlite,
  openIndex: (payload) => new SqliteSearchIndex(new SqliteConnection(payload)),
  async forgetIndex(payload, room) {
    const rows = `SELECT rowid FROM chat_search_entries WHERE ${ofRoom}`;
    await run(
      payload,
      { sql: `DELETE FROM chat_search_entries WHERE rowid IN (${rows})`, args: { room } },
      { sql: 'DELETE FROM chat_search_rooms WHERE room_id = :room', args: { room } },
    );
  },
  async countEntries(payload, room) {
    const [row] = await run(payload, {
      sql: `SELECT count(*) AS entries FROM chat_search_entries WHERE ${ofRoom}`,
      args: { room },
    });
    return Number(row?.entries);
  },
  async assertIndexed(payload, room, terms) {
    const match = terms.map((term) => `"${term}"`).join(' ');
    const plan = await run(payload, {
      sql: `EXPLAIN QUERY PLAN ${selectEntries}`,
      args: { room, upTo: 1_000, limit: 8, match },
    });
    // What follows the virtual table's index is what it is asked for: the match, and both ends.
    expect(plan.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^SEARCH room USING COVERING INDEX \w+ \(room_id=\?\)$/),
      expect.stringMatching(/^SCAN entry VIRTUAL TABLE INDEX \d+:M\d><$/),
    ]);
  },
  whileIndexing(work) {
    const { write } = SqliteConnection.prototype;
    const spy = jest.spyOn(SqliteConnection.prototype, 'write').mockImplementation(async function (
      this: SqliteConnection,
      statements,
    ) {
      const isIndexing = statements.some(({ sql }) => sql.startsWith('UPDATE chat_search_rooms'));
      if (isIndexing) await work();
      return write.call(this, statements);
    });
    return () => {
      spy.mockRestore();
    };
  },
};

describe('search on SQLite', () => {
  describeSearch(searchTest);
  describeSearchIndexing(searchTest);
});
