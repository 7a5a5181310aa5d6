import { acceptRules } from '../../../random/rules';
import { signedIn } from '../../context';
import type { MutationResolvers } from '../../generated/resolvers';

export const randomMutations = {
  acceptRandomRules: (_parent, consent, context) => {
    const { payload, randomSettings } = context;
    return acceptRules({ payload, settings: randomSettings.current }, signedIn(context), consent);
  },

  endRandomSession: (_parent, wish, context) => context.matches.end(signedIn(context).userId, wish),
} satisfies MutationResolvers;
