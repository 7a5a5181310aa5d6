import type { StoredMembership } from './member-store';

/** Whoever it is asked of: a membership, with how far it has read. */
export interface Reader extends Pick<
  StoredMembership,
  'id' | 'roomId' | 'participantId' | 'lastReadSeq'
> {
  /** Accounts that the reader has blocked there: what they write mentions nobody. */
  blockedIds: readonly string[];
}

/** What an inbox reads. Rejects with UNAVAILABLE while the database cannot be reached. */
export interface InboxStore {
  /** What these accounts are members of now. */
  membershipsOfAccounts(userIds: readonly string[]): Promise<StoredMembership[]>;
  /** The ids of those who are mentioned in a message after `lastReadSeq` that is still to be read. */
  mentioned(readers: readonly Reader[]): Promise<Set<string>>;
}
