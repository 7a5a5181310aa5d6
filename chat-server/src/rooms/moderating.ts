import type { ChatWriter, Moderation } from '@coco-chat/collections';
import { APIError } from 'payload';

import { ChatError, conflict, httpStatus, notFound } from '../errors';
import type { RoomSanctions } from '../safety/sanctions';
import type { Stores } from '../store/create-stores';
import type { MessageEdit, StoredMessage } from '../store/message-store';
import type { Changing, Decision } from './changing';
import { mentionsIn } from './mentions';

/** Writes what moderators change in the admin panel, as the chat itself would. */
export const createChatWriter = (
  { members, messages, search }: Pick<Stores, 'members' | 'messages' | 'search'>,
  changing: Changing,
  sanctions: Pick<RoomSanctions, 'apply'>,
): ChatWriter => ({
  async moderateMessage(id, moderation) {
    try {
      const [message] = await messages.byIds([id]);
      if (!message) throw notFound('The message');
      const { text } = moderation;
      const mentions = text === undefined ? [] : await mentionsIn(members, message.roomId, text);
      await changing.change(message, (current) => decide(current, moderation, mentions));
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      throw new APIError(error.message, httpStatus[error.code]);
    }
  },
  memberSanctioned: (roomId, userId) => sanctions.apply(roomId, userId),
  roomChanged: (roomId) => changing.announceRoom(roomId),
  forgetSearchTerms: (roomId) => search.forget(roomId),
});

function decide(
  message: StoredMessage,
  { isHidden, moderatorId, text }: Moderation,
  mentions: readonly string[],
): Decision | null {
  const now = new Date().toISOString();
  const set: MessageEdit = {};
  const acts: string[] = [];
  if (text !== undefined && text !== message.text) {
    if (message.deletedAt !== null) throw conflict('This message was deleted.');
    Object.assign(set, { text, mentions, editedAt: now, editedById: moderatorId });
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
