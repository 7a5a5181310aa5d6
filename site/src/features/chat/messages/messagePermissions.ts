import type { UserRole } from '../../../apollo/generated/chat';
import type { Message } from '../timeline/timeline';

/** What decides about the viewer's rights, which the server has the last word on. */
export interface Standing {
  /** Of the viewer's participant; undefined for who is no member. */
  readonly ownId: string | undefined;
  readonly membershipRole: 'OWNER' | 'MODERATOR' | 'MEMBER' | undefined;
  readonly accountRoles: readonly UserRole[];
  readonly isArchived: boolean;
  readonly isMuted: boolean;
  /** For how long after posting; null for no limit. */
  readonly editWindowSeconds: number | null;
  readonly deleteWindowSeconds: number | null;
}

export const mayWrite = ({ ownId, isArchived, isMuted }: Standing): boolean =>
  ownId !== undefined && !isArchived && !isMuted;

/** @param now in milliseconds since 1970 */
export const mayEdit = (standing: Standing, message: Message, now: number): boolean =>
  mayWrite(standing) &&
  isOwn(standing, message) &&
  isThere(message) &&
  isWithin(standing.editWindowSeconds, message, now);

/** Of one's own, also while muted. */
export const mayDelete = (standing: Standing, message: Message, now: number): boolean =>
  isOwn(standing, message) &&
  !standing.isArchived &&
  isThere(message) &&
  isWithin(standing.deleteWindowSeconds, message, now);

/** What moderators do with what others wrote. */
export const mayHide = (standing: Standing, message: Message): boolean =>
  isModerator(standing) && !isOwn(standing, message) && isThere(message);

export const mayReport = (standing: Standing, message: Message): boolean =>
  standing.ownId !== undefined &&
  message.author !== null &&
  !isOwn(standing, message) &&
  isThere(message);

function isModerator({ membershipRole, accountRoles }: Standing): boolean {
  return (
    membershipRole === 'OWNER' ||
    membershipRole === 'MODERATOR' ||
    accountRoles.includes('MODERATOR') ||
    accountRoles.includes('ADMIN')
  );
}

function isOwn({ ownId }: Standing, { author }: Message): boolean {
  return ownId !== undefined && author?.id === ownId;
}

/** Neither deleted nor hidden. */
function isThere({ text, kind }: Message): boolean {
  return text !== null && kind !== 'SYSTEM';
}

function isWithin(seconds: number | null, { createdAt }: Message, now: number): boolean {
  return seconds === null || now - Date.parse(createdAt) < seconds * 1000;
}
