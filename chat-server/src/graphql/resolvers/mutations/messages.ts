import {
  addReaction,
  deleteMessage,
  editMessage,
  removeReaction,
} from '../../../rooms/message-acts';
import { signedIn } from '../../context';
import type { MutationResolvers } from '../../generated/resolvers';

/** What people do with messages that are there. */
export const messageMutations = {
  editMessage: (_parent, args, context) => editMessage(context, signedIn(context), args),
  deleteMessage: (_parent, { id }, context) => deleteMessage(context, signedIn(context), id),
  addReaction: (_parent, args, context) => addReaction(context, signedIn(context), args),
  removeReaction: (_parent, args, context) => removeReaction(context, signedIn(context), args),
} satisfies MutationResolvers;
