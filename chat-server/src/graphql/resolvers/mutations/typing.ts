import { setTyping } from '../../../rooms/typing';
import { signedIn } from '../../context';
import type { MutationResolvers } from '../../generated/resolvers';

export const typingMutations = {
  setTyping: async (_parent, { isTyping, roomId }, context) => {
    const { userId } = signedIn(context);
    await setTyping(context, { userId, roomId, isTyping });
    return isTyping;
  },
} satisfies MutationResolvers;
