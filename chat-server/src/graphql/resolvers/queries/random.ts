import { rulesFor } from '../../../random/rules';
import { signedIn } from '../../context';
import type { QueryResolvers } from '../../generated/resolvers';

export const randomQueries = {
  activeRandomSession: (_parent, _args, context) =>
    context.loaders.randomSession.load(signedIn(context).userId),

  randomRules: (_parent, _args, context) => {
    const { payload, randomSettings } = context;
    return rulesFor({ payload, settings: randomSettings.current }, signedIn(context));
  },
} satisfies QueryResolvers;
