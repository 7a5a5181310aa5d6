import type { Payload } from 'payload';

import type { Stores } from '../create-stores';
import { SqliteAttachmentStore } from './attachments';
import { SqliteConnection } from './connection';
import { SqliteInboxStore } from './inbox';
import { SqliteInviteStore } from './invites';
import { SqliteMemberStore } from './members';
import { SqliteMessageStore } from './messages';
import { SqliteRandomStore } from './random';
import { SqliteRoomStore } from './rooms';
import { SqliteSanctionStore } from './sanctions';
import { SqliteSearchStore } from './search';

export function createSqliteStores(payload: Payload): Stores {
  const connection = new SqliteConnection(payload);
  return {
    attachments: new SqliteAttachmentStore(connection),
    messages: new SqliteMessageStore(connection),
    random: new SqliteRandomStore(connection),
    rooms: new SqliteRoomStore(connection),
    members: new SqliteMemberStore(connection),
    invites: new SqliteInviteStore(connection),
    inbox: new SqliteInboxStore(connection),
    search: new SqliteSearchStore(connection),
    sanctions: new SqliteSanctionStore(connection),
    close: () => {
      connection.close();
      return Promise.resolve();
    },
  };
}
