import { makeExecutableSchema } from '@graphql-tools/schema';
import { GraphQLScalarType, type GraphQLSchema } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSON } from 'graphql-scalars';

import { enumValues } from './enum-values';
import type { Resolvers } from './generated/resolvers';
import { typeDefs } from './generated/type-defs';
import { Attachment } from './resolvers/attachment';
import { Message } from './resolvers/message';
import { Mutation } from './resolvers/mutation';
import { Participant } from './resolvers/participant';
import { Query, RoomConnection } from './resolvers/query';
import { RandomSession } from './resolvers/random';
import { History, Membership, Room, RoomChanged } from './resolvers/room';
import { Subscription } from './resolvers/subscription';
import { Viewer } from './resolvers/viewer';
import { limitMutations, limitQueries, limitSubscriptions } from './with-limits';

/** The chat API: the contract with what answers it. */
export function createSchema(): GraphQLSchema {
  const resolvers: Resolvers = {
    ...enumValues,
    DateTime: dateTime,
    JSON: GraphQLJSON,
    Query: limitQueries(Query),
    Mutation: limitMutations(Mutation),
    Subscription: limitSubscriptions(Subscription),
    Attachment,
    History,
    Membership,
    Message,
    Participant,
    RandomSession,
    Room,
    RoomChanged,
    RoomConnection,
    Viewer,
  };
  return makeExecutableSchema({ typeDefs, resolvers, resolverValidationOptions });
}

// Under the contract's name for it, which clients give the types of their variables.
const dateTime = new GraphQLScalarType({ ...GraphQLDateTimeISO.toConfig(), name: 'DateTime' });

/** Every field of the three root types is answered, and nothing is that is not in the schema. */
const resolverValidationOptions = { requireResolversToMatchSchema: 'error' } as const;
