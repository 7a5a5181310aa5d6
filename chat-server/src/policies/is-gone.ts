import type { StoredMessage } from '../store/message-store';

/** What was deleted, or hidden by a moderator, keeps its place and loses its content. */
export const isGone = ({
  deletedAt,
  hiddenAt,
}: Pick<StoredMessage, 'deletedAt' | 'hiddenAt'>): boolean =>
  deletedAt !== null || hiddenAt !== null;
