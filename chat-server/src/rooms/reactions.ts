import { conflict } from '../errors';
import type { StoredReaction } from '../store/message-store';

/** Different emoji on one message. */
const mostEmoji = 20;
/** People for one emoji. */
const mostPeople = 1_000;

/**
 * @returns the reactions with one more; null when it is among them
 * @throws ChatError CONFLICT when there are too many
 */
export function withReaction(
  reactions: readonly StoredReaction[],
  emoji: string,
  participantId: string,
): StoredReaction[] | null {
  const own = reactions.find((reaction) => reaction.emoji === emoji);
  if (!own) {
    if (reactions.length >= mostEmoji) {
      throw conflict(`A message has at most ${mostEmoji} different reactions.`, 'emoji');
    }
    return [...reactions, { emoji, participantIds: [participantId] }];
  }
  if (own.participantIds.includes(participantId)) return null;
  if (own.participantIds.length >= mostPeople) {
    throw conflict(`At most ${mostPeople} people react with the same emoji.`, 'emoji');
  }
  const participantIds = [...own.participantIds, participantId];
  return reactions.map((reaction) => (reaction === own ? { emoji, participantIds } : reaction));
}

/** @returns the reactions without one; null when it was not among them */
export function withoutReaction(
  reactions: readonly StoredReaction[],
  emoji: string,
  participantId: string,
): StoredReaction[] | null {
  const own = reactions.find((reaction) => reaction.emoji === emoji);
  if (!own?.participantIds.includes(participantId)) return null;
  const participantIds = own.participantIds.filter((id) => id !== participantId);
  return reactions
    .map((reaction) => (reaction === own ? { emoji, participantIds } : reaction))
    .filter((reaction) => reaction.participantIds.length > 0);
}
