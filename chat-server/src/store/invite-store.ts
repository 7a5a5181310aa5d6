import type { AuditLine } from './message-store';

export interface NewInvite {
  roomId: string;
  /** SHA-256 of the code, in hexadecimal. */
  codeHash: string;
  createdById: string;
  expiresAt: string;
  usesLeft: number;
  audit: AuditLine;
}

export interface StoredInvite {
  id: string;
  roomId: string;
  /** Null once the account is gone. */
  createdById: string | null;
  expiresAt: string;
  usesLeft: number;
}

/**
 * Links into private rooms. MemberStore.join uses them up. Rejects with UNAVAILABLE while the database
 * cannot be reached.
 */
export interface InviteStore {
  create(invite: NewInvite): Promise<void>;
  /** Also one that has expired or is used up. */
  find(codeHash: string): Promise<StoredInvite | null>;
}
