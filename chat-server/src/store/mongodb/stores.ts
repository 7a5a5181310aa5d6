import type { Payload } from 'payload';

import type { Stores } from '../create-stores';
import { SearchIndexer } from '../search-indexer';
import { SearchStore } from '../search-store';
import { MongoAttachmentStore } from './attachments';
import { MongoConnection } from './connection';
import { MongoInboxStore } from './inbox';
import { MongoInviteStore } from './invites';
import { MongoMemberStore } from './members';
import { MongoMessageStore } from './messages';
import { MongoRandomStore } from './random';
import { MongoRoomStore } from './rooms';
import { MongoSanctionStore } from './sanctions';
import { MongoSearchIndex } from './search';

export function createMongoStores(payload: Payload): Stores {
  const connection = new MongoConnection(payload);
  const searchIndex = new MongoSearchIndex(connection);
  const indexer = new SearchIndexer(searchIndex, payload.logger);
  return {
    attachments: new MongoAttachmentStore(connection),
    messages: new MongoMessageStore(connection, searchIndex, indexer),
    random: new MongoRandomStore(connection),
    rooms: new MongoRoomStore(connection),
    members: new MongoMemberStore(connection),
    sanctions: new MongoSanctionStore(connection),
    invites: new MongoInviteStore(connection),
    inbox: new MongoInboxStore(connection),
    search: new SearchStore(searchIndex),
    close: () => indexer.close(),
  };
}
