import { notFound } from '../errors';
import type { StoredMessage } from '../store/message-store';
import type { Loaders } from './loaders';
import { findRoom, type Standing } from './room-access';

/** A message that somebody may see, and what they are in its room. */
export interface MessageStanding extends Standing {
  message: StoredMessage;
}

/** Finds a message for somebody; null where there is none, or none for them to see. */
export async function findMessage(
  loaders: Loaders,
  userId: string | null,
  id: string,
): Promise<MessageStanding | null> {
  const message = await loaders.message.load(id);
  if (!message) return null;
  const standing = await findRoom(loaders, userId, { id: message.roomId });
  return standing && { ...standing, message };
}

/** @throws ChatError NOT_FOUND at `field` where {@link findMessage} finds none */
export async function getMessage(
  loaders: Loaders,
  userId: string | null,
  id: string,
  field: string,
): Promise<MessageStanding> {
  const standing = await findMessage(loaders, userId, id);
  if (!standing) throw notFound('The message', field);
  return standing;
}
