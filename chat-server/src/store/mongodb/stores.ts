import type { Payload } from 'payload';

import type { Stores } from '../create-stores';
import { MongoAttachmentStore } from './attachments';
import { MongoConnection } from './connection';
import { MongoInboxStore } from './inbox';
import { MongoInviteStore } from './invites';
import { MongoMemberStore } from './members';
import { MongoMessageStore } from './messages';
import { MongoRandomStore } from './random';
import { MongoRoomStore } from './rooms';
import { MongoSanctionStore } from './sanctions';
import { MongoSearchStore } from './search';

export function createMongoStores(payload: Payload): Stores {
  const connection = new MongoConnection(payload);
  return {
    attachments: new MongoAttachmentStore(connection),
    messages: new MongoMessageStore(connection),
    random: new MongoRandomStore(connection),
    rooms: new MongoRoomStore(connection),
    members: new MongoMemberStore(connection),
    sanctions: new MongoSanctionStore(connection),
    invites: new MongoInviteStore(connection),
    inbox: new MongoInboxStore(connection),
    search: new MongoSearchStore(connection),
    close: () => Promise.resolve(),
  };
}
