import { joinRoom } from '../../../rooms/joining';
import { signedIn } from '../../context';
import type { MutationResolvers } from '../../generated/resolvers';

export const roomMutations = {
  joinRoom: (_parent, { roomId }, context) => {
    const { bus, loaders, stores } = context;
    return joinRoom({ bus, loaders, members: stores.members }, signedIn(context), roomId);
  },
} satisfies MutationResolvers;
