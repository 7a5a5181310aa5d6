import { fileReport } from '../../../safety/reporting';
import { signedIn } from '../../context';
import type { MutationResolvers } from '../../generated/resolvers';

/** What people do for their safety, and moderators for that of a room. */
export const safetyMutations = {
  blockParticipant: async (_parent, target, context) => {
    const { userId } = signedIn(context);
    await context.blocks.block(userId, target);
    await context.matches.blockedIn(target.roomId, userId);
    return true;
  },
  unblockParticipant: async (_parent, target, context) => {
    await context.blocks.unblock(signedIn(context).userId, target);
    return true;
  },
  report: (_parent, { input }, context) => fileReport(context, signedIn(context).userId, input),

  muteParticipant: async (_parent, { until, ...target }, context) => {
    await context.sanctions.mute(signedIn(context), target, new Date(until).toISOString());
    return true;
  },
  unmuteParticipant: async (_parent, target, context) => {
    await context.sanctions.lift(signedIn(context), target, 'mute');
    return true;
  },
  banParticipant: async (_parent, { reason = null, ...target }, context) => {
    await context.sanctions.ban(signedIn(context), target, reason);
    return true;
  },
  unbanParticipant: async (_parent, target, context) => {
    await context.sanctions.lift(signedIn(context), target, 'ban');
    return true;
  },
} satisfies MutationResolvers;
