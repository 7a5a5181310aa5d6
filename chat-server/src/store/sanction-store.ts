import type { MemberChange } from './member-store';

/** What moderators did to somebody in a room. Each is as it shall be from now on. */
export interface MemberSanction {
  /** Null for a member who may write. */
  mutedUntil: string | null;
  /** Who is banned is out of the room at once, and may come back by themselves once it is lifted. */
  isBanned: boolean;
}

/** What moderators do to members. Rejects with UNAVAILABLE while the database cannot be reached. */
export interface SanctionStore {
  /** Null where somebody never was in the room. */
  sanction(roomId: string, userId: string, sanction: MemberSanction): Promise<MemberChange | null>;
}
