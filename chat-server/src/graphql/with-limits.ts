import type { GraphQLFieldResolver } from 'graphql';

import { ChatError } from '../errors';
import { assertNotMuted } from '../policies/assert-not-muted';
import {
  mutationLimits,
  queryLimits,
  subscriptionLimits,
  visitorLimits,
  type Limit,
} from '../safety/limits';
import type { LimitSubjects } from '../safety/rate-limiter';
import type { Context } from './context';
import type {
  MutationResolvers,
  QueryResolvers,
  SubscriptionResolvers,
} from './generated/resolvers';

type Arguments = Record<string, unknown>;
type Resolver = GraphQLFieldResolver<unknown, Context, Arguments>;

export const limitQueries = (fields: QueryResolvers): QueryResolvers =>
  mapFields(fields, (name, resolve) =>
    withLimits(resolve, queryLimits[name as keyof QueryResolvers], visitorLimits),
  );

/** Without a session a mutation or subscription is refused by its resolver, and costs nothing. */
export const limitMutations = (fields: MutationResolvers): MutationResolvers =>
  mapFields(fields, (name, resolve) => {
    const limits = mutationLimits[name as keyof MutationResolvers];
    const writes = writing.has(name as keyof MutationResolvers);
    return withLimits(
      writes ? unlessMuted(resolve) : resolve,
      limits,
      [],
      name === 'sendMessage' ? sentBefore : undefined,
    );
  });

export const limitSubscriptions = (fields: SubscriptionResolvers): SubscriptionResolvers =>
  mapFields(fields, (name, field) => {
    const limits = subscriptionLimits[name as keyof SubscriptionResolvers];
    const { subscribe } = field as unknown as { subscribe: Resolver };
    return { ...(field as object), subscribe: withLimits(subscribe, limits, []) };
  });

/** What others see of somebody: an account that is muted everywhere may not. */
const writing: ReadonlySet<keyof MutationResolvers> = new Set([
  ...(['sendMessage', 'editMessage', 'addReaction', 'removeReaction', 'setTyping'] as const),
  ...(['createRoom', 'updateRoom'] as const),
]);

const unlessMuted =
  (resolve: Resolver): Resolver =>
  (parent, args, context, info) => {
    if (context.session) assertNotMuted(context.session, Date.now());
    return resolve(parent, args, context, info);
  };

const mapFields = <Fields extends object>(
  fields: Fields,
  change: (name: string, field: Resolver) => unknown,
): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, change(name, field as Resolver)]),
  ) as Fields;

/**
 * @param instead answers what is refused all the same, where it gives anything but null
 */
const withLimits =
  (
    resolve: Resolver,
    limits: readonly Limit[],
    limitsOfVisitors: readonly Limit[],
    instead?: (args: Arguments, context: Context) => Promise<unknown>,
  ): Resolver =>
  async (parent, args, context, info) => {
    const { limiter, viewerId } = context;
    const applied = viewerId === null ? limitsOfVisitors : limits;
    const subjects = subjectsOf(args, context);
    let isTaken = false;
    try {
      await limiter.take(applied, subjects);
      isTaken = true;
      return await resolve(parent, args, context, info);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      // Whoever may not act in a room cannot use up what its members may do.
      const ofRoom = applied.filter(({ by }) => by === 'room');
      if (isTaken) await limiter.giveBack(ofRoom, subjects);
      const answer = (await instead?.(args, context)) ?? null;
      if (answer === null) throw error;
      return answer;
    }
  };

function subjectsOf(args: Arguments, { addressHash, viewerId }: Context): LimitSubjects {
  const { roomId } = (args.input ?? args) as { roomId?: unknown };
  return {
    address: addressHash,
    ...(viewerId === null ? {} : { account: viewerId }),
    ...(typeof roomId === 'string' ? { room: roomId } : {}),
  };
}

/** A message that is there already is acknowledged, however much its author sends. */
const sentBefore = ({ input }: Arguments, { posting, viewerId }: Context): Promise<unknown> =>
  viewerId === null
    ? Promise.resolve(null)
    : posting.sentBefore(viewerId, input as { roomId: string; clientMessageId: string });
