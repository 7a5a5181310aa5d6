import type { Config, PayloadRequest } from 'payload';

import { createGuest } from './create-guest';
import { registerGuest, type Registration } from './register-guest';

type Mutations = NonNullable<NonNullable<Config['graphQL']>['mutations']>;

interface Context {
  req: PayloadRequest;
}

/** `createGuest` and `registerGuest` in Payload's GraphQL. */
export const guestMutations: Mutations = (
  { GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLString },
  { collections },
) => {
  const string = { type: new GraphQLNonNull(GraphQLString) };
  const user = collections.users?.graphQL?.type;
  if (!user) throw new Error('Accounts are missing in the schema.');
  const type = new GraphQLNonNull(
    new GraphQLObjectType({
      name: 'SignedIn',
      description: 'An account that was just signed in, without a log-in.',
      fields: {
        token: { ...string, description: 'For `Authorization: Bearer <token>`.' },
        exp: {
          type: new GraphQLNonNull(GraphQLInt),
          description: 'When the token ends, in seconds since 1970.',
        },
        user: { type: new GraphQLNonNull(user) },
      },
    }),
  );
  return {
    createGuest: {
      type,
      description:
        'Makes an account without an e-mail address, which lasts as long as its token: 7 days. Refused with RATE_LIMITED where too many came from one address, and with SETUP_REQUIRED before the site has an admin.',
      args: {
        displayName: {
          type: GraphQLString,
          description: 'At most 40 characters; without it a name is made up.',
        },
      },
      resolve: (
        _source: unknown,
        { displayName }: { displayName?: string | null },
        { req }: Context,
      ) => createGuest(req, displayName),
    },
    registerGuest: {
      type,
      description:
        'Makes a member of the guest who asks: the same account, with its memberships and messages. The old token ends.',
      args: {
        email: string,
        password: { ...string, description: '8 to 256 characters.' },
        displayName: {
          type: GraphQLString,
          description: 'At most 40 characters; without it the name stays.',
        },
      },
      resolve: (_source: unknown, registration: Registration, { req }: Context) =>
        registerGuest(req, registration),
    },
  };
};
