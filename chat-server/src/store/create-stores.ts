import type { Payload } from 'payload';

import type { MessageStore } from './message-store';
import { MongoConnection } from './mongodb/connection';
import { MongoMessageStore } from './mongodb/messages';
import { MongoRoomStore } from './mongodb/rooms';
import type { RoomStore } from './room-store';
import { SqliteConnection } from './sqlite/connection';
import { SqliteMessageStore } from './sqlite/messages';
import { SqliteRoomStore } from './sqlite/rooms';

export interface Stores {
  messages: MessageStore;
  rooms: RoomStore;
  /** Lets go of what the stores opened themselves. Payload's own connection stays. */
  close(): Promise<void>;
}

/** The stores for whichever database Payload is connected to. */
export function createStores(payload: Payload): Stores {
  if (payload.db.name === 'sqlite') {
    const connection = new SqliteConnection(payload);
    return {
      messages: new SqliteMessageStore(connection),
      rooms: new SqliteRoomStore(connection),
      close: () => connection.close(),
    };
  }
  const connection = new MongoConnection(payload);
  return {
    messages: new MongoMessageStore(connection),
    rooms: new MongoRoomStore(connection),
    close: () => Promise.resolve(),
  };
}
