import { signedIn } from '../context';
import type { MutationResolvers } from '../generated/resolvers';
import { messageMutations } from './mutations/messages';
import { randomMutations } from './mutations/random';
import { safetyMutations } from './mutations/safety';
import { roomMutations } from './mutations/rooms';
import { typingMutations } from './mutations/typing';

export const Mutation = {
  ...messageMutations,
  ...randomMutations,
  ...safetyMutations,
  ...roomMutations,
  ...typingMutations,

  sendMessage: (_parent, { input }, context) => {
    const { addressHash, posting, userAgent } = context;
    const { roles, userId } = signedIn(context);
    return posting.post({ userId, roles, addressHash, userAgent }, input);
  },
} satisfies MutationResolvers;
