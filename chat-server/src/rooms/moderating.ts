import type { ChatWriter, Moderation } from '@coco-chat/collections';
import { APIError } from 'payload';

import { ChatError, conflict, httpStatus, notFound } from '../errors';
import type { MessageEdit, MessageStore, StoredMessage } from '../store/message-store';
import type { Changing, Decision } from './changing';

/** Writes what moderators change in the admin panel, as the chat itself would. */
export const createChatWriter = (
  store: Pick<MessageStore, 'byIds'>,
  changing: Changing,
): ChatWriter => ({
  async moderateMessage(id, moderation) {
    try {
      const [message] = await store.byIds([id]);
      if (!message) throw notFound('The message');
      await changing.change(message, (current) => decide(current, moderation));
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      throw new APIError(error.message, httpStatus[error.code]);
    }
  },
  roomChanged: (roomId) => changing.announceRoom(roomId),
});

function decide(
  message: StoredMessage,
  { isHidden, moderatorId, text }: Moderation,
): Decision | null {
  const now = new Date().toISOString();
  const set: MessageEdit = {};
  const acts: string[] = [];
  if (text !== undefined && text !== message.text) {
    if (message.deletedAt !== null) throw conflict('This message was deleted.');
    Object.assign(set, { text, editedAt: now, editedById: moderatorId });
    acts.push('edited');
  }
  if (isHidden !== undefined && isHidden !== (message.hiddenAt !== null)) {
    Object.assign(
      set,
      isHidden ? { hiddenAt: now, hiddenById: moderatorId } : { hiddenAt: null, hiddenById: null },
    );
    acts.push(isHidden ? 'hidden' : 'shown');
  }
  if (acts.length === 0) return null;
  const action = `message.${acts.join('-and-')}`;
  return { set, audit: { actorId: moderatorId, action, details: { room: message.roomId } } };
}
