import type { NewMembership } from './member-store';
import type { AuditLine } from './message-store';

export type RoomKind = 'public' | 'private' | 'random';
export type IdentityMode = 'real' | 'anonymous';

/** What counts in it changes with each message, and is read by itself: see `MessageStore.counters`. */
export interface StoredRoom {
  id: string;
  slug: string;
  title: string;
  topic: string | null;
  kind: RoomKind;
  identityMode: IdentityMode;
  isArchived: boolean;
  slowModeSeconds: number;
  /** How long after posting its author may edit a message; null for as long as they like. */
  editWindowSeconds: number | null;
  /** How long after posting its author may delete a message; null for as long as they like. */
  deleteWindowSeconds: number | null;
  createdAt: string;
}

export interface NewRoom {
  title: string;
  topic: string | null;
  kind: RoomKind;
  identityMode: IdentityMode;
  editWindowSeconds: number;
  /** Addresses to choose from: the first that no other room has. */
  slugs: readonly string[];
  owner: Omit<NewMembership, 'roomId' | 'role'>;
  audit: AuditLine;
}

/** What is left out stays as it is. */
export interface RoomEdit {
  title?: string;
  topic?: string | null;
  isArchived?: boolean;
  slowModeSeconds?: number;
}

/** Among how many public rooms a text is looked for: the first ones, in the order of the list. */
export const mostRoomsSearched = 10_000;

export interface RoomFilter {
  /** Whose private rooms are listed beside the public ones; null for nobody's. */
  viewerId: string | null;
  /** Part of a title or topic, in any case; null for all. Of public rooms, the first {@link mostRoomsSearched} are searched. */
  search: string | null;
  /** Only rooms that the viewer belongs to. */
  joinedOnly: boolean;
}

/** A place in a list ordered by time, then id. */
export interface Place {
  at: string;
  id: string;
}

/** Rooms. Rejects with UNAVAILABLE while the database cannot be reached. */
export interface RoomStore {
  roomsByIds(ids: readonly string[]): Promise<StoredRoom[]>;
  roomsBySlugs(slugs: readonly string[]): Promise<StoredRoom[]>;
  /** Public rooms and the viewer's private ones, in the order they were made. */
  listRooms(filter: RoomFilter, after: Place | null, limit: number): Promise<StoredRoom[]>;
  countRooms(filter: RoomFilter): Promise<number>;
  /**
   * Makes a room with its owner as its first member, all in one transaction.
   *
   * @returns its id; null when every address is taken
   */
  create(room: NewRoom): Promise<string | null>;
  /**
   * Changes a room in one transaction, which moves its revision on by one.
   *
   * @returns the revision; null when everything was so already
   */
  change(roomId: string, set: RoomEdit, audit: AuditLine): Promise<number | null>;
}
