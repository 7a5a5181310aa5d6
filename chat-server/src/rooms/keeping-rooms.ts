import { randomUUID } from 'node:crypto';

import { usualEditWindowSeconds, type EventBus } from '@coco-chat/collections';

import { badInput, unavailable } from '../errors';
import { assertMayArchive, assertMayCreateRoom } from '../policies/assert-may-keep-room';
import { assertIsModerator } from '../policies/assert-may-moderate';
import type { IdentityMode, RoomEdit, RoomKind, RoomStore, StoredRoom } from '../store/room-store';
import type { Session } from '../transport/authentication';
import { aliasesToOffer } from './alias';
import { announceRoom } from './announce';
import type { Loaders } from './loaders';
import { getRoom } from './room-access';
import { roomTitle, roomTopic, slugsToOffer, slowModeSeconds } from './room-input';

interface KeepingOptions {
  bus: EventBus;
  loaders: Loaders;
  rooms: RoomStore;
}

interface RoomInput {
  title: string;
  topic?: string | null | undefined;
  kind?: RoomKind;
  identityMode?: IdentityMode;
}

/**
 * Makes a room, whose owner and first member is whoever asks for it.
 *
 * @throws ChatError FORBIDDEN for guests, BAD_USER_INPUT
 */
export async function createRoom(
  { loaders, rooms }: KeepingOptions,
  session: Session,
  input: RoomInput,
): Promise<StoredRoom> {
  const { identityMode = 'real', kind = 'public' } = input;
  const { locale, userId } = session;
  assertMayCreateRoom(session);
  if (kind === 'random') {
    throw badInput('Random rooms are made by randomMatch, for two.', 'input.kind');
  }
  const title = roomTitle(input.title, 'input.title');
  const id = await rooms.create({
    title,
    topic: roomTopic(input.topic, 'input.topic'),
    kind,
    identityMode,
    editWindowSeconds: usualEditWindowSeconds,
    slugs: slugsToOffer(title, kind),
    owner: {
      userId,
      participantId: randomUUID(),
      aliases: identityMode === 'anonymous' ? aliasesToOffer(locale) : null,
    },
    audit: { actorId: userId, action: 'room.created', details: { kind } },
  });
  if (id === null) throw unavailable('No address was free for the room. Try again.');
  return (await getRoom(loaders, userId, id, 'input')).room;
}

/** What is left out, or null, stays as it is; an empty topic takes the topic away. */
export interface RoomUpdate {
  roomId: string;
  title?: string | null | undefined;
  topic?: string | null | undefined;
  isArchived?: boolean | null | undefined;
}

/** @throws ChatError NOT_FOUND, FORBIDDEN or BAD_USER_INPUT */
export async function updateRoom(
  options: KeepingOptions,
  session: Session,
  { isArchived, roomId, title, topic }: RoomUpdate,
): Promise<StoredRoom> {
  const { membership } = await getRoom(options.loaders, session.userId, roomId, 'input.roomId');
  if (title != null || topic != null || isArchived == null)
    assertIsModerator({ roles: session.roles, membership });
  if (isArchived != null) assertMayArchive(session, membership);
  return changeRoom(options, session, roomId, {
    ...(title == null ? {} : { title: roomTitle(title, 'input.title') }),
    ...(topic == null ? {} : { topic: roomTopic(topic, 'input.topic') }),
    ...(isArchived == null ? {} : { isArchived }),
  });
}

/** @throws ChatError NOT_FOUND, FORBIDDEN or BAD_USER_INPUT */
export async function setSlowMode(
  options: KeepingOptions,
  session: Session,
  { roomId, seconds }: { roomId: string; seconds: number },
): Promise<StoredRoom> {
  const { membership } = await getRoom(options.loaders, session.userId, roomId, 'roomId');
  assertIsModerator({ roles: session.roles, membership });
  const set = { slowModeSeconds: slowModeSeconds(seconds, 'seconds') };
  return changeRoom(options, session, roomId, set);
}

async function changeRoom(
  { bus, loaders, rooms }: KeepingOptions,
  { userId }: Session,
  roomId: string,
  set: RoomEdit,
): Promise<StoredRoom> {
  const fields = Object.keys(set);
  if (fields.length > 0) {
    const audit = { actorId: userId, action: 'room.changed', details: { fields } };
    const revision = await rooms.change(roomId, set, audit);
    if (revision !== null) announceRoom(bus, roomId, revision);
  }
  return (await getRoom(loaders, userId, roomId, 'roomId')).room;
}
