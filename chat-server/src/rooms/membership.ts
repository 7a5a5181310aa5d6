import { personChannel, roomChannel, type EventBus } from '@coco-chat/collections';
import type { Payload } from 'payload';

import { badInput, forbidden, notFound } from '../errors';
import { assertMayBeOwner, assertOwns } from '../policies/assert-may-keep-room';
import {
  isActive,
  largestAnnouncedRoom,
  type MembershipRole,
  type MemberStore,
  type StoredMembership,
  type StoredParticipant,
} from '../store/member-store';
import { announceMember } from './announce';
import { findAccount } from './find-account';
import type { Loaders } from './loaders';
import { getRoom } from './room-access';

interface MembershipOptions {
  bus: EventBus;
  loaders: Loaders;
  members: MemberStore;
}

/**
 * Ends somebody's membership. A room whose owner leaves goes to its moderator of the longest standing,
 * else to its member, and to a guest where there is nobody else; without members it stays, for the admin.
 *
 * @returns false for somebody who was no member
 * @throws ChatError NOT_FOUND, FORBIDDEN or BAD_USER_INPUT
 */
export async function leaveRoom(
  { bus, loaders, members }: MembershipOptions,
  userId: string,
  roomId: string,
): Promise<boolean> {
  const { room } = await getRoom(loaders, userId, roomId, 'roomId');
  if (room.kind === 'random') {
    throw badInput('A random session is left with endRandomSession.', 'roomId');
  }
  const left = await members.leave(roomId, userId);
  if (!left) return false;
  announceMember(bus, left);
  return true;
}

/**
 * Gives a member a role, for the room's owner. Giving OWNER away leaves the giver a MODERATOR; a guest, whose
 * account ends, cannot get it.
 *
 * @throws ChatError NOT_FOUND, FORBIDDEN or BAD_USER_INPUT
 */
export async function setMembershipRole(
  { bus, loaders, members, payload }: MembershipOptions & { payload: Payload },
  userId: string,
  { participantId, role, roomId }: { roomId: string; participantId: string; role: MembershipRole },
): Promise<StoredParticipant> {
  const { membership } = await getRoom(loaders, userId, roomId, 'roomId');
  assertOwns(membership);
  const target = await members.membershipByParticipant(roomId, participantId);
  if (!target || !isActive(target)) throw notFound('The participant', 'participantId');
  if (target.userId === userId && role !== 'owner') {
    throw badInput('Make somebody else the owner first.', 'participantId');
  }
  if (role === 'owner') {
    assertMayBeOwner(await findAccount(payload, target.userId), 'participantId');
  }
  if (target.role !== role) {
    const changed = await members.setRole({
      roomId,
      ownerId: userId,
      membershipId: target.id,
      role,
      audit: { actorId: userId, action: 'membership.role-changed', details: { role } },
    });
    // Somebody else was faster: with the room, or by leaving it.
    if (!changed) throw forbidden('Only the owner of the room may do this.');
    announceMember(bus, changed);
  }
  const participant = await loaders.participant.load(target.id);
  if (!participant) throw notFound('The participant', 'participantId');
  return participant;
}

/**
 * Moves somebody's read marker: never backwards, and at most to the newest message.
 *
 * @throws ChatError NOT_FOUND, FORBIDDEN or BAD_USER_INPUT
 */
export async function markRead(
  { bus, loaders, members }: MembershipOptions,
  userId: string,
  { roomId, seq }: { roomId: string; seq: number },
): Promise<StoredMembership> {
  if (seq < 0) throw badInput('Messages are numbered from 1.', 'seq');
  const [{ membership }, { lastSeq, memberCount }] = await Promise.all([
    getRoom(loaders, userId, roomId, 'roomId'),
    loaders.counters.load(roomId),
  ]);
  if (!membership) throw forbidden('Join the room first.');
  const reached = Math.min(seq, lastSeq);
  const moved = await members.moveReadMarker(membership.id, reached);
  if (!moved) return (await loaders.membership.load({ roomId, userId })) ?? membership;
  const event = {
    type: 'read.moved',
    roomId,
    membershipId: moved.id,
    participantId: moved.participantId,
    userId,
    seq: moved.lastReadSeq,
  } as const;
  // In a large room everybody would hear of everybody, with each message.
  if (memberCount <= largestAnnouncedRoom) void bus.publish(roomChannel(roomId), event);
  void bus.publish(personChannel(userId), event);
  return moved;
}
