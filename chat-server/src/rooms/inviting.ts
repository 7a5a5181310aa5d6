import { createHash, randomBytes } from 'node:crypto';

import type { Payload } from 'payload';

import { badInput, forbidden, notFound } from '../errors';
import { assertIsModerator } from '../policies/assert-may-moderate';
import { isModerator } from '../policies/is-moderator';
import type { InviteStore, StoredInvite } from '../store/invite-store';
import { isActive } from '../store/member-store';
import type { StoredRoom } from '../store/room-store';
import { sanctionsOf } from '../transport/account-sanctions';
import type { Session } from '../transport/authentication';
import { announceMember } from './announce';
import { findAccount } from './find-account';
import { withFreeAlias, type JoiningOptions } from './joining';
import { bannedHere, getRoom } from './room-access';

/** A link into a room. Nobody can read its code again: only a hash of it is stored. */
export interface Invite {
  code: string;
  roomId: string;
  expiresAt: string;
  usesLeft: number;
}

interface InvitingOptions extends JoiningOptions {
  invites: InviteStore;
  payload: Payload;
}

/** In seconds. */
const shortestLife = 60;
const longestLife = 30 * 24 * 60 * 60; // 30 days
const mostUses = 1_000;

/** Of the code, so that nobody finds one by trying: 24 bytes are 192 bits. */
const codeBytes = 24;

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');

/**
 * Makes a link into a private room.
 *
 * @throws ChatError NOT_FOUND, FORBIDDEN or BAD_USER_INPUT
 */
export async function createInvite(
  { invites, loaders }: InvitingOptions,
  session: Session,
  {
    expiresInSeconds,
    maxUses,
    roomId,
  }: { roomId: string; expiresInSeconds: number; maxUses: number },
): Promise<Invite> {
  const { membership, room } = await getRoom(loaders, session.userId, roomId, 'roomId');
  if (room.kind !== 'private') throw badInput('Only private rooms need an invite.', 'roomId');
  assertIsModerator({ roles: session.roles, membership });
  if (room.isArchived) throw forbidden('This room is archived.');
  if (expiresInSeconds < shortestLife || expiresInSeconds > longestLife) {
    throw badInput(
      `An invite lasts between ${shortestLife} and ${longestLife} seconds.`,
      'expiresInSeconds',
    );
  }
  if (maxUses < 1 || maxUses > mostUses) {
    throw badInput(`An invite is good for 1 to ${mostUses} people.`, 'maxUses');
  }
  const code = randomBytes(codeBytes).toString('base64url');
  const expiresAt = new Date(Date.now() + expiresInSeconds * 1_000).toISOString();
  await invites.create({
    roomId,
    codeHash: hashOf(code),
    createdById: session.userId,
    expiresAt,
    usesLeft: maxUses,
    audit: {
      actorId: session.userId,
      action: 'invite.created',
      details: { room: roomId, expiresAt, maxUses },
    },
  });
  return { code, roomId, expiresAt, usesLeft: maxUses };
}

/**
 * Makes somebody a member of the room that a link leads to. Who is one already takes no use of it.
 *
 * @throws ChatError NOT_FOUND for a link that is unknown, expired, used up, or of somebody who may not
 *   invite any more, all alike; FORBIDDEN for who is banned, or a room that is archived
 */
export async function acceptInvite(
  options: InvitingOptions,
  session: Session,
  code: string,
): Promise<StoredRoom> {
  const { bus, invites, loaders, members } = options;
  const { userId } = session;
  const codeHash = hashOf(code);
  const invite = await invites.find(codeHash);
  const room = invite && (await loaders.room.load(invite.roomId));
  if (!room) throw unknownInvite();
  const known = await loaders.membership.load({ roomId: room.id, userId });
  if (known && isActive(known)) return room;
  if (known?.bannedAt) throw bannedHere();
  if (invite.usesLeft === 0 || Date.parse(invite.expiresAt) <= Date.now()) throw unknownInvite();
  if (!(await mayItsCreatorInvite(options, invite))) throw unknownInvite();
  if (room.isArchived) throw forbidden('This room is archived.');
  const joined = await withFreeAlias(room, session, 'member', (draft) =>
    members.join(draft, codeHash),
  );
  if (joined?.membership.bannedAt) throw bannedHere();
  if (!joined || !isActive(joined.membership)) throw unknownInvite();
  announceMember(bus, joined);
  return (await getRoom(loaders, userId, room.id, 'code')).room;
}

/**
 * A link is good for as long as who made it could make one now: not once they left, were banned, or have
 * lost their role, and again if they get it back.
 */
async function mayItsCreatorInvite(
  { loaders, payload }: InvitingOptions,
  { createdById: userId, roomId }: StoredInvite,
): Promise<boolean> {
  if (userId === null) return false;
  const membership = await loaders.membership.load({ roomId, userId });
  if (!membership || !isActive(membership)) return false;
  const [account, { bannedUntil }] = await Promise.all([
    findAccount(payload, userId),
    sanctionsOf(payload, userId),
  ]);
  if (!account || (bannedUntil !== null && bannedUntil > Date.now())) return false;
  return isModerator(account.roles ?? [], membership);
}

const unknownInvite = (): Error => notFound('The invite', 'code');
