import { assertMayDelete } from '../policies/assert-may-delete';
import { assertMayEdit } from '../policies/assert-may-edit';
import { assertQuietFirst } from '../policies/assert-quiet-first';
import { assertMayReact } from '../policies/assert-may-react';
import { isGone } from '../policies/is-gone';
import type { WatchedRandomSettings } from '../random/settings';
import type { ChatFilters } from '../safety/chat-filters';
import { hasLink } from '../safety/link-filter';
import type { Stores } from '../store/create-stores';
import type { StoredMessage } from '../store/message-store';
import type { Session } from '../transport/authentication';
import type { Changing } from './changing';
import { reactionEmoji } from './emoji';
import type { Loaders } from './loaders';
import { getMessage } from './message-access';
import { mentionsIn } from './mentions';
import { captionText, messageText } from './message-input';
import { withoutReaction, withReaction } from './reactions';

interface Services {
  loaders: Loaders;
  stores: Pick<Stores, 'members'>;
  changing: Changing;
  filters: ChatFilters;
  randomSettings: WatchedRandomSettings;
}

type Actor = Pick<Session, 'userId' | 'roles'>;

/**
 * Gives a message another text, or leaves it where the text is the same.
 *
 * @throws ChatError NOT_FOUND, FORBIDDEN, CONFLICT, BAD_USER_INPUT or UNAVAILABLE
 */
export async function editMessage(
  { changing, filters, loaders, randomSettings, stores }: Services,
  { userId }: Actor,
  { id, text: typed }: { id: string; text: string },
): Promise<StoredMessage> {
  const { membership, message, room } = await getMessage(loaders, userId, id, 'id');
  assertMayEdit(room, membership, message, Date.now());
  const isFile = message.kind === 'file';
  const text = isFile ? captionText(typed, 'text') : messageText(typed, 'text');
  if (text !== message.text) {
    filters.assertAllowed(text, 'text');
    if (hasLink(text)) {
      assertQuietFirst(room, randomSettings.current.quietFirstMs, Date.now(), 'text');
    }
  }
  const mentions = await mentionsIn(stores.members, room.id, text);
  return changing.change(message, (current) => {
    const now = new Date();
    assertMayEdit(room, membership, current, now.getTime());
    if (current.text === text) return null;
    return { set: { text, mentions, editedAt: now.toISOString(), editedById: userId } };
  });
}

/**
 * Deletes a message for its author, or hides it for a moderator. What is gone already stays as it is.
 *
 * @throws ChatError NOT_FOUND, FORBIDDEN or UNAVAILABLE
 */
export async function deleteMessage(
  { changing, loaders }: Services,
  { roles, userId }: Actor,
  id: string,
): Promise<StoredMessage> {
  const { membership, message, room } = await getMessage(loaders, userId, id, 'id');
  const act = assertMayDelete(room, { membership, roles }, message, Date.now());
  return changing.change(message, (current) => {
    if (isGone(current)) return null;
    const at = new Date().toISOString();
    if (act === 'delete') return { set: { deletedAt: at, deletedById: userId } };
    return {
      set: { hiddenAt: at, hiddenById: userId },
      audit: { actorId: userId, action: 'message.hidden', details: { room: room.id } },
    };
  });
}

/** @throws ChatError NOT_FOUND, FORBIDDEN, CONFLICT, BAD_USER_INPUT or UNAVAILABLE */
export const addReaction = (
  services: Services,
  actor: Actor,
  reaction: { messageId: string; emoji: string },
): Promise<StoredMessage> => react(services, actor, reaction, withReaction);

/** @throws ChatError NOT_FOUND, FORBIDDEN, CONFLICT, BAD_USER_INPUT or UNAVAILABLE */
export const removeReaction = (
  services: Services,
  actor: Actor,
  reaction: { messageId: string; emoji: string },
): Promise<StoredMessage> => react(services, actor, reaction, withoutReaction);

async function react(
  { changing, loaders }: Services,
  { userId }: Actor,
  { emoji: typed, messageId }: { messageId: string; emoji: string },
  next: typeof withReaction,
): Promise<StoredMessage> {
  const { membership, message, room } = await getMessage(loaders, userId, messageId, 'messageId');
  assertMayReact(room, membership, message, Date.now());
  const emoji = reactionEmoji(typed, 'emoji');
  return changing.change(message, (current) => {
    const { participantId } = assertMayReact(room, membership, current, Date.now());
    const reactions = next(current.reactions, emoji, participantId);
    return reactions && { set: { reactions } };
  });
}
