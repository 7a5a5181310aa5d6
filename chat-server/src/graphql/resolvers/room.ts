import { badInput, unauthenticated } from '../../errors';
import { assertIsModerator } from '../../policies/assert-may-moderate';
import { blockedParticipants } from '../../rooms/blocked-participants';
import type { Loaders } from '../../rooms/loaders';
import { isActive, type StoredParticipant } from '../../store/member-store';
import type { StoredRoom } from '../../store/room-store';
import { forwardConnection, type Connection } from '../connections';
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

  // One read for all of these, and of all rooms.
  lastSeq: async ({ id }, _args, { loaders }) => (await loaders.counters.load(id)).lastSeq,
  revision: async ({ id }, _args, { loaders }) => (await loaders.counters.load(id)).revision,
  memberCount: async ({ id }, _args, { loaders }) => (await loaders.counters.load(id)).memberCount,

  lastMessage: async ({ id: roomId }, _args, { loaders }) => {
    const { lastSeq: seq } = await loaders.counters.load(roomId);
    return seq === 0 ? null : loaders.messageBySeq.load({ roomId, seq });
  },

  membership: async ({ id: roomId }, _args, { loaders, viewerId: userId }) => {
    const membership = userId === null ? null : await loaders.membership.load({ roomId, userId });
    return membership && isActive(membership) ? membership : null;
  },

  messages: ({ id }, args, { loaders }) => messagePage(loaders, id, args),

  bannedParticipants: async ({ id: roomId }, args, { loaders, session }) => {
    const membership =
      session && (await loaders.membership.load({ roomId, userId: session.userId }));
    const active = membership && isActive(membership) ? membership : null;
    assertIsModerator({ roles: session?.roles ?? [], membership: active });
    return participantPage(loaders, roomId, 'banned', args);
  },

  blockedParticipants: async (room, args, context) => {
    const { userId } = signedIn(context);
    const { after, first } = pageOf(args);
    const page = { after, limit: first + 1 };
    const listed = await blockedParticipants(context, userId, room, page);
    return forwardConnection(listed, placeOf, { first, after });
  },

  participants: async ({ id: roomId, identityMode }, { search, ...args }, context) => {
    // Rooms are read without an account; who is in them is for people who can be known themselves.
    if (!context.viewer.isSignedIn) throw unauthenticated();
    const text = searchedName(search);
    if (text === '') return participantPage(context.loaders, roomId, 'members', args);
    const by = identityMode === 'real' ? 'displayName' : 'alias';
    const { after, first } = pageOf(args);
    const page = { roomId, text, by, after, limit: first + 1 } as const;
    const listed = await context.loaders.participantsNamed.load(page);
    return forwardConnection(listed, placeOf, { first, after });
  },
};

/** The most that a name has, in characters. */
const longestName = 40;

function searchedName(search: string | null | undefined): string {
  const text = search?.normalize('NFC').trim() ?? '';
  if (Array.from(text).length > longestName) {
    throw badInput(`A name has at most ${longestName} characters.`, 'search');
  }
  return text;
}

async function participantPage(
  loaders: Loaders,
  roomId: string,
  are: 'members' | 'banned',
  args: PageArgs,
): Promise<Connection<StoredParticipant>> {
  const { after, first } = pageOf(args);
  const listed = await loaders.participants.load({ roomId, are, after, limit: first + 1 });
  return forwardConnection(listed, placeOf, { first, after });
}

interface PageArgs {
  first?: number | null | undefined;
  after?: string | null | undefined;
}

const pageOf = ({ after, first }: PageArgs) => ({
  first: pageSize(first, 50, 'first'),
  after: after == null ? null : placeOfCursor(after, 'after'),
});

const placeOf = ({ joinedAt: at, id }: { joinedAt: string; id: string }) => ({ at, id });

export const Membership: MembershipResolvers = {
  participant: async ({ id }, _args, { loaders }) => {
    const participant = await loaders.participant.load(id);
    if (!participant) throw new Error('A membership without its participant');
    return participant;
  },
  unreadCount: async ({ lastReadSeq, roomId }, _args, { loaders }) =>
    Math.max(0, (await loaders.counters.load(roomId)).lastSeq - lastReadSeq),
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
