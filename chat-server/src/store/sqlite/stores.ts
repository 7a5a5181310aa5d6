import type { Payload } from 'payload';

import type { Stores } from '../create-stores';
import { SearchIndexer } from '../search-indexer';
import { SearchStore } from '../search-store';
import { SqliteAttachmentStore } from './attachments';
import { SqliteConnection } from './connection';
import { SqliteInboxStore } from './inbox';
import { SqliteInviteStore } from './invites';
import { SqliteMemberStore } from './members';
import { SqliteMessageStore } from './messages';
import { SqliteRandomStore } from './random';
import { SqliteRoomStore } from './rooms';
import { SqliteSanctionStore } from './sanctions';
import { SqliteSearchIndex } from './search';

export function createSqliteStores(payload: Payload): Stores {
  const connection = new SqliteConnection(payload);
  const searchIndex = new SqliteSearchIndex(connection);
  const indexer = new SearchIndexer(searchIndex, payload.logger);
  return {
    attachments: new SqliteAttachmentStore(connection),
    messages: new SqliteMessageStore(connection, indexer),
    random: new SqliteRandomStore(connection),
    rooms: new SqliteRoomStore(connection),
    members: new SqliteMemberStore(connection),
    invites: new SqliteInviteStore(connection),
    inbox: new SqliteInboxStore(connection),
    search: new SearchStore(searchIndex),
    sanctions: new SqliteSanctionStore(connection),
    async close() {
      await indexer.close();
      connection.close();
    },
  };
}
