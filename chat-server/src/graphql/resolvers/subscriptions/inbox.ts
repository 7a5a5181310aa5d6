import type { InboxState } from '../../../inbox/inbox-subscription';
import { signedIn } from '../../context';
import type { SubscriptionResolvers } from '../../generated/resolvers';

export const inboxSubscriptions = {
  inbox: {
    subscribe: (_parent, _args, context) => context.inbox.subscribe(signedIn(context).userId),
    resolve: (state: InboxState) => state,
  },
} satisfies SubscriptionResolvers;
