import type { StoredMessage } from '../store/message-store';
import type { RoomFilter, StoredRoom } from '../store/room-store';
import type { Connection } from './connections';

/** A page of rooms; `filter` is what its total is counted by, when somebody asks. */
export interface RoomList extends Connection<StoredRoom> {
  filter: RoomFilter;
}

export interface HistoryEvent {
  roomId: string;
  messages: readonly StoredMessage[];
  revision: number;
  truncated: boolean;
}

export interface RoomChangedEvent {
  roomId: string;
  revision: number;
}
