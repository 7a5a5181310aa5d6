import type { MatchEvent } from '../../../random/match-events';
import { signedIn } from '../../context';
import type { SubscriptionResolvers } from '../../generated/resolvers';

export const randomSubscriptions = {
  randomMatch: {
    subscribe: (_parent, { input }, context) => context.matches.subscribe(signedIn(context), input),
    resolve: (event: MatchEvent) => event,
  },
} satisfies SubscriptionResolvers;
