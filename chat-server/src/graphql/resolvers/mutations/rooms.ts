import { acceptInvite, createInvite } from '../../../rooms/inviting';
import { joinRoom } from '../../../rooms/joining';
import { createRoom, setSlowMode, updateRoom } from '../../../rooms/keeping-rooms';
import { leaveRoom, markRead, setMembershipRole } from '../../../rooms/membership';
import { signedIn, type Context } from '../../context';
import type { MutationResolvers } from '../../generated/resolvers';

export const roomMutations = {
  createRoom: (_parent, { input }, context) => {
    const session = signedIn(context);
    assertNamesAllowed(context, input);
    return createRoom(services(context), session, input);
  },

  updateRoom: (_parent, { input }, context) => {
    const session = signedIn(context);
    assertNamesAllowed(context, input);
    return updateRoom(services(context), session, input);
  },

  setSlowMode: (_parent, args, context) => setSlowMode(services(context), signedIn(context), args),

  joinRoom: (_parent, { roomId }, context) =>
    joinRoom(services(context), signedIn(context), roomId),

  createInvite: (_parent, args, context) =>
    createInvite(services(context), signedIn(context), args),

  acceptInvite: (_parent, { code }, context) =>
    acceptInvite(services(context), signedIn(context), code),

  leaveRoom: (_parent, { roomId }, context) =>
    leaveRoom(services(context), signedIn(context).userId, roomId),

  setMembershipRole: (_parent, args, context) =>
    setMembershipRole(services(context), signedIn(context).userId, args),

  markRead: (_parent, args, context) => markRead(services(context), signedIn(context).userId, args),
} satisfies MutationResolvers;

/** Everybody reads a room's title and topic, so the word filter is for them too. */
function assertNamesAllowed(
  { filters }: Context,
  { title, topic }: { title?: string | null | undefined; topic?: string | null | undefined },
): void {
  filters.assertWordsAllowed(title ?? '', 'input.title', 'A title');
  filters.assertWordsAllowed(topic ?? '', 'input.topic', 'A topic');
}

const services = ({ bus, loaders, payload, stores }: Context) => ({
  ...stores,
  ...{ bus, loaders, payload },
});
