import type { StoredMessage } from '../../store/message-store';
import { seqCursor } from '../cursor';
import type { MessageResolvers } from '../generated/resolvers';

/** What was deleted, or hidden by a moderator, keeps its place and loses its content. */
const isGone = ({ deletedAt, hiddenAt }: StoredMessage): boolean =>
  deletedAt !== null || hiddenAt !== null;

export const Message: MessageResolvers = {
  cursor: ({ seq }) => seqCursor(seq),
  text: (message) => (isGone(message) ? null : message.text),
  payload: (message) => (isGone(message) ? null : message.payload),
  author: ({ membershipId }, _args, { loaders }) =>
    membershipId === null ? null : loaders.participant.load(membershipId),
  replyTo: ({ replyToId }, _args, { loaders }) =>
    replyToId === null ? null : loaders.message.load(replyToId),
  // Nobody can add either yet, so no message has any.
  reactions: () => [],
  attachments: () => [],
};
