import { partnerIdOf } from '../../random/match-events';
import { signedIn } from '../context';
import type { RandomSessionResolvers } from '../generated/resolvers';

/** A session as one of its two sees it. Nothing here may lead to the other's account. */
export const RandomSession: RandomSessionResolvers = {
  room: async ({ roomId }, _args, { loaders }) => {
    const room = await loaders.room.load(roomId);
    if (!room) throw new Error('The room of a random session is gone');
    return room;
  },
  partner: async (session, _args, context) => {
    const { loaders } = context;
    const userId = partnerIdOf(session, signedIn(context).userId);
    const membership = await loaders.membership.load({ roomId: session.roomId, userId });
    const partner = membership && (await loaders.participant.load(membership.id));
    if (!partner) throw new Error('A random session has lost a member');
    return partner;
  },
};
