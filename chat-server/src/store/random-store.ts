/** Why a random session ended, as the database calls it. */
export type EndReason = 'left' | 'lost' | 'blocked' | 'moderated';

/** One of the two of a new session. */
export interface NewSessionMember {
  userId: string;
  /** Random: what the other knows them by. */
  participantId: string;
  alias: string;
  /** How long they had waited, in milliseconds. */
  waitMs: number;
}

export interface NewSession {
  /** Of its room; it means nothing. */
  slug: string;
  /** How long a message may be edited, as in other rooms. */
  editWindowSeconds: number;
  /** Whoever waited longer comes first. */
  members: readonly [NewSessionMember, NewSessionMember];
  /** What both look for. */
  sharedInterests: readonly string[];
  language: string | null;
}

/** A meeting of two in the random match. Times are RFC 3339 in UTC. */
export interface StoredSession {
  id: string;
  roomId: string;
  /** The accounts of participants A and B. */
  userIds: readonly [string, string];
  sharedInterests: readonly string[];
  startedAt: string;
  /** Null while it is active. */
  endedAt: string | null;
  endReason: EndReason | null;
  /** Who left it or was lost; null for nobody of the two. */
  endedBy: string | null;
}

export interface SessionEnd {
  session: StoredSession;
  /** The revision of its room, which was archived with it. */
  revision: number;
}

/**
 * Random sessions. A session, its room, its two members and their seats are made in one transaction, and
 * a person has one seat at most, by a unique index: whatever a queue or a process believes, nobody is in
 * two. Rejects with UNAVAILABLE while the database cannot be reached.
 */
export interface RandomStore {
  /** @returns null where one of the two has a seat already, or has blocked the other */
  start(session: NewSession): Promise<StoredSession | null>;
  /** The active sessions of these accounts. */
  activeOf(userIds: readonly string[]): Promise<StoredSession[]>;
  byIds(ids: readonly string[]): Promise<StoredSession[]>;
  /** The session of a room; null for a room of another kind. */
  ofRoom(roomId: string): Promise<StoredSession | null>;
  /**
   * Ends a session, gives up both seats and archives its room, in one transaction. Who was in it may
   * still read it, and report.
   *
   * @param endedBy the account that left or was lost; null for nobody of the two
   * @returns null when it had ended before
   */
  end(id: string, reason: EndReason, endedBy: string | null): Promise<SessionEnd | null>;
  /** Whom somebody has met since then. */
  partnersSince(userId: string, since: Date): Promise<string[]>;
  /** Whom somebody has blocked anywhere, and who has blocked them. */
  blockedAround(userId: string): Promise<string[]>;
  /** The next active sessions in the order of their ids, without those of the last moments. */
  active(page: {
    startedBefore: Date;
    afterId: string | null;
    limit: number;
  }): Promise<StoredSession[]>;
}

/** The title of every random session's room; people are not shown it. */
export const randomRoomTitle = 'Random match';
