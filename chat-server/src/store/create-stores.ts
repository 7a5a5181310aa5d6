import type { Payload } from 'payload';

import type { AttachmentStore } from './attachment-store';
import type { InboxStore } from './inbox-store';
import type { InviteStore } from './invite-store';
import type { MemberStore } from './member-store';
import type { MessageStore } from './message-store';
import type { RandomStore } from './random-store';
import type { RoomStore } from './room-store';
import type { SanctionStore } from './sanction-store';
import type { SearchStore } from './search-store';

export interface Stores {
  attachments: AttachmentStore;
  messages: MessageStore;
  random: RandomStore;
  rooms: RoomStore;
  members: MemberStore;
  invites: InviteStore;
  inbox: InboxStore;
  search: SearchStore;
  sanctions: SanctionStore;
  /** Ends what is done in the background, and lets go of what the stores opened. Payload's connection stays. */
  close(): Promise<void>;
}

/** The stores for whichever database Payload is connected to. The other one's driver is not loaded. */
export async function createStores(payload: Payload): Promise<Stores> {
  if (payload.db.name === 'sqlite') {
    const { createSqliteStores } = await import('./sqlite/stores');
    return createSqliteStores(payload);
  }
  const { createMongoStores } = await import('./mongodb/stores');
  return createMongoStores(payload);
}
