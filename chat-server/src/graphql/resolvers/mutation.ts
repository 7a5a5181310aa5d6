import { unavailable } from '../../errors';
import { joinRoom } from '../../rooms/joining';
import { signedIn } from '../context';
import type { MutationResolvers } from '../generated/resolvers';
import { messageMutations } from './mutations/messages';

export const Mutation = {
  ...messageMutations,

  joinRoom: (_parent, { roomId }, context) => {
    const { loaders, stores } = context;
    return joinRoom({ loaders, rooms: stores.rooms }, signedIn(context), roomId);
  },

  sendMessage: (_parent, { input }, context) => {
    const { addressHash, posting, userAgent } = context;
    const { roles, userId } = signedIn(context);
    if (input.attachmentIds?.length) {
      throw unavailable('Attachments are not available in this version.');
    }
    return posting.post({ userId, roles, addressHash, userAgent }, input);
  },
} satisfies MutationResolvers;
