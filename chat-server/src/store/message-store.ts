export type MessageKind = 'text' | 'file' | 'system';

/** One emoji on a message, and the participants who gave it, in the order they came. */
export interface StoredReaction {
  emoji: string;
  participantIds: string[];
}

/**
 * A message as the database has it, in plain JSON, so that it can cross the bus as it is. Times are
 * RFC 3339 in UTC. Not for clients: it names accounts, and holds the text of what was deleted.
 */
export interface StoredMessage {
  id: string;
  roomId: string;
  /** Position in the room, from 1, without a hole. */
  seq: number;
  /** The room's revision at this message's last change. */
  revision: number;
  kind: MessageKind;
  text: string | null;
  payload: unknown;
  /** Null for system messages, and once the account is gone. */
  authorId: string | null;
  membershipId: string | null;
  clientMessageId: string;
  replyToId: string | null;
  /** Participants who are named in the text. */
  mentions: string[];
  reactions: StoredReaction[];
  createdAt: string;
  editedAt: string | null;
  deletedAt: string | null;
  hiddenAt: string | null;
}

/** What is to be posted. Its text has been checked, and its author may post. */
export interface NewMessage {
  roomId: string;
  kind: MessageKind;
  text: string;
  payload: unknown;
  authorId: string;
  membershipId: string;
  clientMessageId: string;
  replyToId: string | null;
  /** Participants who are named in the text. */
  mentions: readonly string[];
  /** Files that its author uploaded for this room and has not posted. */
  attachmentIds: readonly string[];
  addressHash: string | null;
  userAgent: string | null;
}

/** What its author knows a message by. */
export type MessageKey = Pick<NewMessage, 'roomId' | 'authorId' | 'clientMessageId'>;

export interface Posted {
  message: StoredMessage;
  /** False when this author's clientMessageId was known in the room: `message` is the first one. */
  isNew: boolean;
}

/** What of a message may change; what is left out stays. Accounts are named by their ids. */
export interface MessageEdit {
  text?: string;
  mentions?: readonly string[];
  reactions?: readonly StoredReaction[];
  editedAt?: string;
  editedById?: string | null;
  deletedAt?: string;
  deletedById?: string;
  /** Null shows a hidden message again. */
  hiddenAt?: string | null;
  hiddenById?: string | null;
}

/** A line of the audit log. */
export interface AuditLine {
  /** Null for the server itself. */
  actorId: string | null;
  /** `noun.past-participle`, such as `message.hidden`. */
  action: string;
  /** What changed; never the text of a message. */
  details?: Record<string, unknown>;
}

export interface MessageChange {
  id: string;
  roomId: string;
  /** The message's revision as the caller knows it. */
  expectedRevision: number;
  set: MessageEdit;
  /** Where the act is audited: stored with the change or not at all. */
  audit?: AuditLine;
}

export interface RoomCounters {
  /** Of the newest message; 0 before the first. */
  lastSeq: number;
  /** Of the newest durable change; 0 before the first. */
  revision: number;
  memberCount: number;
}

/** Of a room where nothing has happened yet. */
export const noCounters: RoomCounters = { lastSeq: 0, revision: 0, memberCount: 0 };

/** Messages and the room's counters as they were together at one moment. */
export interface Snapshot {
  counters: RoomCounters;
  messages: StoredMessage[];
}

export interface Changes extends Snapshot {
  /** False when there were more messages than the limit. */
  isComplete: boolean;
}

/** The messages of a room from the seq `first` to the seq `last`, both included. */
export interface Stretch {
  roomId: string;
  first: number;
  last: number;
}

/**
 * The few statements on messages that are too hot for Payload's Local API. What it writes, Payload
 * reads: same columns, same encodings. Ids that no database could have made are simply not found.
 *
 * Methods reject with UNAVAILABLE while the database cannot be reached.
 */
export interface MessageStore {
  /**
   * Which messages may go into one {@link post}: those with the same key. SQLite has one writer at a
   * time, so everything; MongoDB commits one room beside another.
   */
  groupKey(message: NewMessage): string;
  /**
   * Stores messages in one transaction with their `seq` and `revision`, in the order given, and moves
   * their authors' read markers to them. All are stored or none.
   *
   * Files go into their messages in the same transaction. A message with one that is not free for it is
   * BAD_USER_INPUT.
   *
   * A message whose (room, author, clientMessageId) is known, in this group or from before, is not
   * stored again. The results stand in the order of the messages.
   *
   * @param takeMore gives messages of the same key that came meanwhile. They are stored behind the others,
   *   where these collide with what other processes write and have to begin anew.
   */
  post(messages: readonly NewMessage[], takeMore?: () => readonly NewMessage[]): Promise<Posted[]>;
  /**
   * Changes a message in one transaction that moves its room's revision on by one and gives it to the
   * message.
   *
   * @returns the message as it is then; null when it has another revision than expected, and nothing
   *   was stored
   */
  change(change: MessageChange): Promise<StoredMessage | null>;
  /** Moves the revision of a room on by one, for a change of the room itself, and returns it. */
  bumpRevision(roomId: string): Promise<number>;
  /** The messages changed after `revision`, in order of revision; of too many, the first. */
  since(roomId: string, revision: number, limit: number): Promise<Changes>;
  /** The messages changed last, in order of revision; of too many, the last. */
  latestChanges(roomId: string, limit: number): Promise<Snapshot>;
  /** The newest messages, in order of seq. */
  newest(roomId: string, limit: number): Promise<Snapshot>;
  /** The messages of some stretches of rooms, each in order of seq; the answers in the order of the stretches. */
  stretches(stretches: readonly Stretch[]): Promise<StoredMessage[][]>;
  byIds(ids: readonly string[]): Promise<StoredMessage[]>;
  /** What an author has posted in a room under a clientMessageId; null for nothing. */
  sent(key: MessageKey): Promise<StoredMessage | null>;
  bySeqs(places: readonly { roomId: string; seq: number }[]): Promise<StoredMessage[]>;
  /** Rooms where nothing has happened yet are left out. */
  counters(roomIds: readonly string[]): Promise<Map<string, RoomCounters>>;
}
