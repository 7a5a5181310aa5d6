import { randomUUID } from 'node:crypto';

import type { EventBus } from '@coco-chat/collections';

import { unavailable } from '../errors';
import { assertMayJoin } from '../policies/assert-may-join';
import type { MemberChange, MemberStore, NewMembership } from '../store/member-store';
import type { StoredRoom } from '../store/room-store';
import { aliasesToOffer } from './alias';
import { announceMember } from './announce';
import type { Loaders } from './loaders';
import { bannedHere, getRoom } from './room-access';

export interface JoiningOptions {
  loaders: Loaders;
  members: Pick<MemberStore, 'join'>;
  bus: EventBus;
}

/** Who wants to join. */
export interface Joiner {
  userId: string;
  /** Of the alias that they get. */
  locale: string;
}

/**
 * Makes somebody a plain member of a public room, under an id that leads nowhere else, and in an
 * anonymous room under a name that does not either. Who was a member once is the same participant
 * again; who is one already stays as they are.
 *
 * @throws ChatError NOT_FOUND, or FORBIDDEN for a room that cannot be joined this way or that bans them
 */
export async function joinRoom(
  { bus, loaders, members }: JoiningOptions,
  joiner: Joiner,
  roomId: string,
): Promise<StoredRoom> {
  const { membership, room } = await getRoom(loaders, joiner.userId, roomId, 'roomId');
  if (membership) return room;
  assertMayJoin(room);
  const joined = await withFreeAlias(room, joiner, 'member', (draft) => members.join(draft));
  if (!joined) throw unavailable('The room is too busy. Try again.');
  if (joined.membership.bannedAt) throw bannedHere();
  announceMember(bus, joined);
  return (await getRoom(loaders, joiner.userId, roomId, 'roomId')).room;
}

/** How often other names are offered. The tenth have twelve digits: there is always a free one. */
const attempts = 10;

/**
 * Makes a membership with `join`, under a name that nobody in the room has. Names are tried until one is
 * free.
 *
 * @returns null when `join` never made one, for whatever reason
 */
export async function withFreeAlias<Joined extends MemberChange>(
  { id: roomId, identityMode }: Pick<StoredRoom, 'id' | 'identityMode'>,
  { locale, userId }: Joiner,
  role: NewMembership['role'],
  join: (membership: NewMembership) => Promise<Joined | null>,
): Promise<Joined | null> {
  const participantId = randomUUID();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const aliases = identityMode === 'anonymous' ? aliasesToOffer(locale, attempt) : null;
    const joined = await join({ roomId, userId, participantId, aliases, role });
    if (joined || aliases === null) return joined;
  }
  return null;
}
