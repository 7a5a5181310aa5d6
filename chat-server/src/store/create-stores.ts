import type { Payload } from 'payload';

import type { MessageStore } from './message-store';
import type { RoomStore } from './room-store';

export interface Stores {
  messages: MessageStore;
  rooms: RoomStore;
  /** Lets go of what the stores opened themselves. Payload's own connection stays. */
  close(): Promise<void>;
}

/** The stores for whichever database Payload is connected to. The other one's driver is not loaded. */
export function createStores(payload: Payload): Promise<Stores> {
  return payload.db.name === 'sqlite' ? sqliteStores(payload) : mongoStores(payload);
}

async function sqliteStores(payload: Payload): Promise<Stores> {
  const [{ SqliteConnection }, { SqliteMessageStore }, { SqliteRoomStore }] = await Promise.all([
    import('./sqlite/connection'),
    import('./sqlite/messages'),
    import('./sqlite/rooms'),
  ]);
  const connection = new SqliteConnection(payload);
  return {
    messages: new SqliteMessageStore(connection),
    rooms: new SqliteRoomStore(connection),
    close: () => connection.close(),
  };
}

async function mongoStores(payload: Payload): Promise<Stores> {
  const [{ MongoConnection }, { MongoMessageStore }, { MongoRoomStore }] = await Promise.all([
    import('./mongodb/connection'),
    import('./mongodb/messages'),
    import('./mongodb/rooms'),
  ]);
  const connection = new MongoConnection(payload);
  return {
    messages: new MongoMessageStore(connection),
    rooms: new MongoRoomStore(connection),
    close: () => Promise.resolve(),
  };
}
