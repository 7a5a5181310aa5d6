import type { AuditLine } from './message-store';
import type { Place } from './room-store';

export type MembershipRole = 'owner' | 'moderator' | 'member';

export interface NewMembership {
  roomId: string;
  userId: string;
  /** Random: what the others know this person by. */
  participantId: string;
  /** The first of these that nobody in the room has; null where people appear by their display names. */
  aliases: readonly string[] | null;
  role: MembershipRole;
}

/** Somebody in a room. It stays when they leave: their messages name it, and they may come back. */
export interface StoredMembership {
  id: string;
  roomId: string;
  userId: string;
  participantId: string;
  /** Null where people appear by their display names. */
  alias: string | null;
  role: MembershipRole;
  lastReadSeq: number;
  mutedUntil: string | null;
  /** Of the time when they came, or came back. */
  joinedAt: string;
  leftAt: string | null;
  bannedAt: string | null;
}

/** A member with what it takes to show them. */
export interface StoredParticipant extends StoredMembership {
  /** Null once the account is gone. */
  displayName: string | null;
}

/** Who left or was banned is no member. */
export const isActive = ({ leftAt, bannedAt }: StoredMembership): boolean =>
  leftAt === null && bannedAt === null;

/** In larger rooms the coming and going of members is no change of the room: it would be one without end. */
export const largestAnnouncedRoom = 100;

/** What became of a change of a room's members. */
export interface MemberChange {
  membership: StoredMembership;
  /** False when everything was so already. */
  hasChanged: boolean;
  /** The room's revision, when the change is one of the room too: see {@link largestAnnouncedRoom}. */
  revision: number | null;
  /** Others whose role changed with it: who inherits the room, or who gave it away. */
  others: StoredMembership[];
}

export interface ParticipantPage {
  are: 'members' | 'banned';
  after: Place | null;
  limit: number;
}

export interface ParticipantSearch {
  roomId: string;
  /** A part of the name. */
  text: string;
  /** What people are known by in the room: nothing else of theirs is looked at. */
  by: 'alias' | 'displayName';
  after: Place | null;
  limit: number;
}

/** A search looks at so many members of a room, those who came first: what it costs has an end. */
export const mostSearched = 10_000;

/** Who belongs to which room. Rejects with UNAVAILABLE while the database cannot be reached. */
export interface MemberStore {
  /** Also of those who left or are banned. */
  membershipsOf(people: readonly { roomId: string; userId: string }[]): Promise<StoredMembership[]>;
  /** Also who left or is banned. */
  membershipByParticipant(roomId: string, participantId: string): Promise<StoredMembership | null>;
  /** Also those who left or are banned. */
  participantsByIds(membershipIds: readonly string[]): Promise<StoredParticipant[]>;
  /** By what the others know them by; also those who left or are banned. */
  participantsIn(
    people: readonly { roomId: string; participantId: string }[],
  ): Promise<StoredParticipant[]>;
  /**
   * The members of a room who appear there under one of these names, in any case of A to Z: a hundred at
   * most, of the first {@link mostSearched} members.
   */
  named(
    roomId: string,
    names: readonly string[],
  ): Promise<{ participantId: string; name: string }[]>;
  /**
   * The first `limit` members of each room after a place, or of those banned from it, in the order they
   * came. The answers stand in the order of the rooms.
   */
  listParticipants(
    roomIds: readonly string[],
    page: ParticipantPage,
  ): Promise<StoredParticipant[][]>;
  /**
   * The members of a room whose names hold a text, in any case of A to Z, in the order they came: of the first
   * {@link mostSearched}.
   */
  searchParticipants(search: ParticipantSearch): Promise<StoredParticipant[]>;
  /**
   * Makes somebody a member, who has then read all that was said before, and counts them; both in one
   * transaction. Who was a member once is the same participant again. Who is one already stays as they
   * are, and so does who is banned.
   *
   * @param inviteHash of the invite that they come by, of which one use is taken
   * @returns null when every alias is taken, or the invite is no good (any more)
   */
  join(membership: NewMembership, inviteHash?: string): Promise<MemberChange | null>;
  /**
   * Ends a membership. An owner's room goes to its moderator of the longest standing, else to its member; to
   * a guest, whose account ends, only where there is nobody else.
   *
   * @returns null for somebody who is no member
   */
  leave(roomId: string, userId: string): Promise<MemberChange | null>;
  /**
   * Gives a member a role, for the room's owner. Whoever is made the owner takes the place of the one
   * before, who becomes a moderator.
   *
   * @returns null when `ownerId` does not own the room (any more), or `membershipId` is no other member
   *   of it
   */
  setRole(change: {
    roomId: string;
    /** The account that owns the room. */
    ownerId: string;
    membershipId: string;
    role: MembershipRole;
    audit: AuditLine;
  }): Promise<MemberChange | null>;
  /**
   * Moves a member's read marker on.
   *
   * @returns null when it is there already, or further
   */
  moveReadMarker(membershipId: string, seq: number): Promise<StoredMembership | null>;
}
