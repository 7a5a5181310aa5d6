import { randomUUID } from 'node:crypto';

import { largestAnnouncedRoom, type MembershipRole, type NewMembership } from '../member-store';
import type { Statement } from './connection';

/** What makes a membership `member` one of somebody who is in the room. */
export const active = (member: string): string =>
  `${member}.left_at IS NULL AND ${member}.banned_at IS NULL`;

/** Returns who was made a member; nothing for who is one, is banned, or comes by an invite that is no good. */
export const joinStatement = (
  { aliases, ...membership }: NewMembership,
  inviteHash: string | undefined,
): Statement => ({
  sql: `
  INSERT INTO chat_memberships (id, room_id, user_id, participant_id, alias, role, last_read_seq,
    joined_at, created_at, updated_at)
  SELECT :id, counters.id, :userId, :participantId, free.alias, :role, counters.last_seq,
    :now, :now, :now
  FROM chat_room_counters AS counters, (
    SELECT (
      SELECT offered.value FROM json_each(:aliases) AS offered WHERE NOT EXISTS (
        SELECT 1 FROM chat_memberships WHERE room_id = :roomId AND alias = offered.value)
      ORDER BY offered.key LIMIT 1
    ) AS alias
  ) AS free
  WHERE counters.id = :roomId AND (:inviteHash IS NULL OR EXISTS (
      SELECT 1 FROM chat_invites WHERE code_hash = :inviteHash AND room_id = :roomId
        AND uses_left > 0 AND expires_at > :now))
    AND (:aliases IS NULL OR free.alias IS NOT NULL OR EXISTS (
      SELECT 1 FROM chat_memberships WHERE room_id = :roomId AND user_id = :userId))
  ON CONFLICT (room_id, user_id) DO UPDATE SET left_at = NULL, role = excluded.role,
    last_read_seq = excluded.last_read_seq, joined_at = :now, updated_at = :now
    WHERE chat_memberships.left_at IS NOT NULL AND chat_memberships.banned_at IS NULL
  RETURNING *`,
  args: {
    ...membership,
    inviteHash: inviteHash ?? null,
    aliases: aliases === null ? null : JSON.stringify(aliases),
    id: randomUUID(),
    now: new Date().toISOString(),
  },
});

/** Takes one use of an invite, if the statement before has made somebody a member. */
export const useInvite = (inviteHash: string): Statement => ({
  sql: 'UPDATE chat_invites SET uses_left = uses_left - 1 WHERE code_hash = ? AND changes() > 0',
  args: [inviteHash],
});

/**
 * Counts what the statement before has done to a room's members, by changes(): it came to 1, or to 0
 * where nothing was to be done.
 */
export const countStatement = (roomId: string, difference: 1 | -1 | 0): Statement => ({
  sql: `UPDATE chat_room_counters SET member_count = member_count + changes() * :difference,
      revision = revision + (
        changes() > 0 AND member_count + changes() * :difference <= :largestAnnouncedRoom)
    WHERE id = :roomId
    RETURNING revision, member_count`,
  args: { roomId, difference, largestAnnouncedRoom },
});

export const ownStatement = ({
  roomId,
  userId,
}: {
  roomId: string;
  userId: string;
}): Statement => ({
  sql: 'SELECT * FROM chat_memberships WHERE room_id = ? AND user_id = ?',
  args: [roomId, userId],
});

/** Gives the room of an owner who leaves to whoever comes next, and returns them. */
export const inheritStatement = (roomId: string, userId: string): Statement => ({
  sql: `UPDATE chat_memberships SET role = 'owner', updated_at = :now
    WHERE id = (
      SELECT member.id FROM chat_memberships AS member JOIN users ON users.id = member.user_id
      WHERE member.room_id = :roomId AND member.user_id <> :userId AND ${active('member')}
      ORDER BY users.guest_until IS NOT NULL, member.role <> 'moderator', member.joined_at,
        member.id
      LIMIT 1
    ) AND EXISTS (
      SELECT 1 FROM chat_memberships AS owner
      WHERE owner.room_id = :roomId AND owner.user_id = :userId AND owner.role = 'owner'
        AND ${active('owner')})
    RETURNING *`,
  args: { roomId, userId, now: new Date().toISOString() },
});

interface RoleChange {
  roomId: string;
  ownerId: string;
  membershipId: string;
  role: MembershipRole;
}

/** The first returns the owner who gave the room away, the second who has a new role. */
export function roleStatements(change: RoleChange, now: Date): [Statement, Statement] {
  const args = { ...change, now: now.toISOString() };
  const owns = `role = 'owner' AND room_id = :roomId AND user_id = :ownerId
    AND ${active('chat_memberships')}`;
  const isOther = `id = :membershipId AND room_id = :roomId AND user_id <> :ownerId
    AND ${active('chat_memberships')} AND role <> :role`;
  const give: Statement = {
    sql: `UPDATE chat_memberships SET role = 'moderator', updated_at = :now
      WHERE :role = 'owner' AND ${owns} AND EXISTS (
        SELECT 1 FROM chat_memberships WHERE ${isOther})
      RETURNING *`,
    args,
  };
  const take: Statement = {
    sql: `UPDATE chat_memberships SET role = :role, updated_at = :now
      WHERE ${isOther} AND CASE :role WHEN 'owner' THEN changes() > 0 ELSE EXISTS (
        SELECT 1 FROM chat_memberships WHERE ${owns}) END
      RETURNING *`,
    args,
  };
  return [give, take];
}
