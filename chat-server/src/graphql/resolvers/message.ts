import { isGone } from '../../policies/is-gone';
import { seqCursor } from '../cursor';
import type { MessageResolvers } from '../generated/resolvers';

export const Message: MessageResolvers = {
  cursor: ({ seq }) => seqCursor(seq),
  text: (message) => (isGone(message) ? null : message.text),
  payload: (message) => (isGone(message) ? null : message.payload),
  author: ({ membershipId }, _args, { loaders }) =>
    membershipId === null ? null : loaders.participant.load(membershipId),
  replyTo: ({ replyToId }, _args, { loaders }) =>
    replyToId === null ? null : loaders.message.load(replyToId),
  mentions: async (message, _args, { loaders }) => {
    const { mentions, roomId } = message;
    if (isGone(message)) return [];
    const people = await Promise.all(
      mentions.map((participantId) => loaders.participantIn.load({ roomId, participantId })),
    );
    return people.filter((person) => person !== null);
  },
  reactions: (message) =>
    (isGone(message) ? [] : message.reactions).map((reaction) => ({
      ...reaction,
      count: reaction.participantIds.length,
    })),
  attachments: (message, _args, { loaders }) =>
    message.kind === 'file' && !isGone(message) ? loaders.attachments.load(message.id) : [],
};
