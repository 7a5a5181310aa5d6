import { isGone } from '../../policies/is-gone';
import type { StoredMessage } from '../../store/message-store';
import type { Context } from '../context';
import { seqCursor } from '../cursor';
import type { MessageResolvers } from '../generated/resolvers';

const isBlocked = ({ authorId, roomId }: StoredMessage, { viewer }: Context): Promise<boolean> =>
  viewer.hasBlocked(authorId, roomId);

/** Deleted, hidden, or by somebody whom the viewer has blocked: its place stays, and its content does not. */
const isEmptied = (message: StoredMessage, context: Context): Promise<boolean> =>
  isGone(message) ? Promise.resolve(true) : isBlocked(message, context);

export const Message: MessageResolvers = {
  cursor: ({ seq }) => seqCursor(seq),
  text: async (message, _args, context) =>
    (await isEmptied(message, context)) ? null : message.text,
  payload: async (message, _args, context) =>
    (await isEmptied(message, context)) ? null : message.payload,
  isBlocked: (message, _args, context) => isBlocked(message, context),
  author: ({ membershipId }, _args, { loaders }) =>
    membershipId === null ? null : loaders.participant.load(membershipId),
  replyTo: ({ replyToId }, _args, { loaders }) =>
    replyToId === null ? null : loaders.message.load(replyToId),
  mentions: async (message, _args, context) => {
    const { mentions, roomId } = message;
    if (await isEmptied(message, context)) return [];
    const { loaders } = context;
    const people = await Promise.all(
      mentions.map((participantId) => loaders.participantIn.load({ roomId, participantId })),
    );
    return people.filter((person) => person !== null);
  },
  reactions: async (message, _args, context) =>
    ((await isEmptied(message, context)) ? [] : message.reactions).map((reaction) => ({
      ...reaction,
      count: reaction.participantIds.length,
    })),
  attachments: async (message, _args, context) =>
    message.kind === 'file' && !(await isEmptied(message, context))
      ? context.loaders.attachments.load(message.id)
      : [],
};
