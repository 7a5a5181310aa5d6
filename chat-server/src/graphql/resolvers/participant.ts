import type { ParticipantResolvers } from '../generated/resolvers';

/** Somebody as the others in the room see them. Nothing here may lead out of an anonymous room. */
export const Participant: ParticipantResolvers = {
  // Never the id of the account or the membership.
  id: ({ participantId }) => participantId,
  name: async ({ alias, displayName, roomId }, _args, { loaders }) => {
    const room = await loaders.room.load(roomId);
    if (room?.identityMode !== 'real') return alias ?? 'Anonymous';
    return displayName ?? 'Deleted account';
  },
  // Accounts have no pictures yet.
  avatarUrl: () => null,
  isBlocked: ({ roomId, userId }, _args, { viewer }) => viewer.hasBlocked(userId, roomId),
  // Whoever did not sign in sees how many are there, and not who.
  isOnline: ({ roomId, userId }, _args, { presence, viewer }) =>
    viewer.isSignedIn && presence.isThere(roomId, userId),
};
