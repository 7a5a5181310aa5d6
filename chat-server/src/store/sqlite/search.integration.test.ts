import { describe, expect } from '@jest/globals';
import type { Payload } from 'payload';

import { startSqlite } from '../../testing/payload';
import { describeSearch } from '../search.contract';
import { SqliteConnection, type Statement } from './connection';
import type { Row } from './row';
import { selectCandidates } from './search';

async function run(payload: Payload, ...statements: Statement[]): Promise<readonly Row[]> {
  const connection = new SqliteConnection(payload);
  try {
    return (await connection.write(statements)).flat();
  } finally {
    connection.close();
  }
}

const ofRoom = 'rowid >> 32 = (SELECT number FROM chat_search_rooms WHERE room_id = :room)';

describe('search on SQLite', () => {
  describeSearch({
    start: startSqlite,
    async forgetIndex(payload, room) {
      const rows = `SELECT rowid FROM chat_message_terms WHERE ${ofRoom}`;
      await run(
        payload,
        { sql: `DELETE FROM chat_message_terms WHERE rowid IN (${rows})`, args: { room } },
        { sql: 'DELETE FROM chat_search_rooms WHERE room_id = :room', args: { room } },
      );
    },
    async countIndexed(payload, room) {
      const [row] = await run(payload, {
        sql: `SELECT count(*) AS entries FROM chat_message_terms WHERE ${ofRoom}`,
        args: { room },
      });
      return Number(row?.entries);
    },
    async assertIndexed(payload, room, terms) {
      const match = terms.map((term) => `"${term}"`).join(' ');
      const plan = await run(payload, {
        sql: `EXPLAIN QUERY PLAN ${selectCandidates}`,
        args: { room, number: 1, before: 1_000, limit: 20, match },
      });
      // What follows the virtual table's index is what it is asked for: the match, and both ends.
      expect(plan.map(({ detail }) => detail)).toEqual([
        expect.stringMatching(/^SCAN entry VIRTUAL TABLE INDEX \d+:M\d><$/),
        expect.stringMatching(/^SEARCH m USING INDEX \w+ \(room_id=\? AND seq=\?\)$/),
      ]);
    },
  });
});
