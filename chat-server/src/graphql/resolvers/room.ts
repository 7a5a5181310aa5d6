import { assertIsModerator } from '../../policies/assert-may-moderate';
import type { Loaders } from '../../rooms/loaders';
import { isActive } from '../../store/member-store';
import type { StoredRoom } from '../../store/room-store';
import { forwardConnection } from '../connections';
import { signedIn } from '../context';
import { placeOfCursor } from '../cursor';
import type {
  HistoryResolvers,
  MembershipResolvers,
  RoomChangedResolvers,
  RoomResolvers,
} from '../generated/resolvers';
import { messagePage } from '../message-page';
import { pageSize } from '../page-size';

export const Room: RoomResolvers = {
  onlineCount: ({ id }, _args, { presence }) => presence.count(id),

  lastMessage: ({ id: roomId, lastSeq: seq }, _args, { loaders }) =>
    seq === 0 ? null : loaders.messageBySeq.load({ roomId, seq }),

  membership: async ({ id: roomId }, _args, { loaders, viewerId: userId }) => {
    const membership = userId === null ? null : await loaders.membership.load({ roomId, userId });
    return membership && isActive(membership) ? membership : null;
  },

  messages: (room, args, { stores }) => messagePage(stores.messages, room, args),

  bannedParticipants: async ({ id: roomId }, args, { loaders, session, stores }) => {
    const membership =
      session && (await loaders.membership.load({ roomId, userId: session.userId }));
    const active = membership && isActive(membership) ? membership : null;
    assertIsModerator({ roles: session?.roles ?? [], membership: active });
    const first = pageSize(args.first, 50, 'first');
    const after = args.after == null ? null : placeOfCursor(args.after, 'after');
    const banned = await stores.sanctions.listBanned(roomId, after, first + 1);
    return forwardConnection(banned, placeOf, { first, after });
  },

  participants: async ({ id }, args, context) => {
    // Rooms are read without an account; who is in them is for people who can be known themselves.
    signedIn(context);
    const first = pageSize(args.first, 50, 'first');
    const after = args.after == null ? null : placeOfCursor(args.after, 'after');
    const members = await context.stores.members.listParticipants(id, after, first + 1);
    return forwardConnection(members, placeOf, { first, after });
  },
};

const placeOf = ({ joinedAt: at, id }: { joinedAt: string; id: string }) => ({ at, id });

export const Membership: MembershipResolvers = {
  participant: async ({ id }, _args, { loaders }) => {
    const participant = await loaders.participant.load(id);
    if (!participant) throw new Error('A membership without its participant');
    return participant;
  },
  unreadCount: async ({ lastReadSeq, roomId }, _args, { loaders }) =>
    Math.max(0, (await roomOf(loaders, roomId)).lastSeq - lastReadSeq),
};

export const History: HistoryResolvers = {
  room: ({ roomId }, _args, { loaders }) => roomOf(loaders, roomId),
};

export const RoomChanged: RoomChangedResolvers = {
  room: ({ roomId }, _args, { loaders }) => roomOf(loaders, roomId),
};

/** The room as it is now. Rooms are archived and never deleted, so there is one. */
async function roomOf(loaders: Loaders, roomId: string): Promise<StoredRoom> {
  const room = await loaders.room.load(roomId);
  if (!room) throw new Error('A room is gone');
  return room;
}
