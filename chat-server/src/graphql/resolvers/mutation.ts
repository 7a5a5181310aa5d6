import { unavailable } from '../../errors';
import { signedIn } from '../context';
import type { MutationResolvers } from '../generated/resolvers';
import { messageMutations } from './mutations/messages';
import { roomMutations } from './mutations/rooms';

export const Mutation = {
  ...messageMutations,
  ...roomMutations,

  sendMessage: (_parent, { input }, context) => {
    const { addressHash, posting, userAgent } = context;
    const { roles, userId } = signedIn(context);
    if (input.attachmentIds?.length) {
      throw unavailable('Attachments are not available in this version.');
    }
    return posting.post({ userId, roles, addressHash, userAgent }, input);
  },
} satisfies MutationResolvers;
