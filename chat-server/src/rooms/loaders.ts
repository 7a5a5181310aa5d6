import type DataLoader from 'dataloader';

import { gatheringLoader } from '../gathering-loader';
import type { Stores } from '../store/create-stores';
import type { StoredAttachment } from '../store/attachment-store';
import type { Reader } from '../store/inbox-store';
import type {
  MemberStore,
  ParticipantPage,
  ParticipantSearch,
  StoredMembership,
  StoredParticipant,
} from '../store/member-store';
import type { StoredSession } from '../store/random-store';
import {
  noCounters,
  type RoomCounters,
  type StoredMessage,
  type Stretch,
} from '../store/message-store';
import type { StoredRoom } from '../store/room-store';

interface Person {
  roomId: string;
  userId: string;
}

interface PlaceInRoom {
  roomId: string;
  participantId: string;
}

interface MessagePlace {
  roomId: string;
  seq: number;
}

/**
 * Reads that gather all who ask at the same time, whoever they are, into one statement. Nothing is
 * remembered beyond that, so what they give is as fresh as the database.
 */
export interface Loaders {
  room: DataLoader<string, StoredRoom | null>;
  roomBySlug: DataLoader<string, StoredRoom | null>;
  /** By the id of the room. */
  counters: DataLoader<string, RoomCounters>;
  /** Also of those who left or are banned: findRoom tells whether somebody is a member. */
  membership: DataLoader<Person, StoredMembership | null, string>;
  /** By the id of the membership; also those who left or are banned. */
  participant: DataLoader<string, StoredParticipant | null>;
  /** By what the others in the room know them by; also those who left or are banned. */
  participantIn: DataLoader<PlaceInRoom, StoredParticipant | null, string>;
  message: DataLoader<string, StoredMessage | null>;
  messageBySeq: DataLoader<MessagePlace, StoredMessage | null, string>;
  stretch: DataLoader<Stretch, StoredMessage[]>;
  participants: DataLoader<RoomParticipants, StoredParticipant[]>;
  /** One search after the other, of however many rooms they are. */
  participantsNamed: DataLoader<ParticipantSearch, StoredParticipant[]>;
  attachment: DataLoader<string, StoredAttachment | null>;
  /** By the id of the message; only those of kind 'file' have any. */
  attachments: DataLoader<string, StoredAttachment[]>;
  /** By the account: the random session that is still open. */
  randomSession: DataLoader<string, StoredSession | null>;
  /** Whether a message that a member has not read mentions them. */
  mentioned: DataLoader<Reader, boolean>;
}

interface RoomParticipants extends ParticipantPage {
  roomId: string;
}

/** The most keys of one statement. */
const maxBatchSize = 500;

/** The same for lists: of each key up to a hundred rows. */
const maxListBatchSize = 100;

/** The loaders of a process. */
export function createLoaders(stores: Stores): Loaders {
  const { attachments, inbox, members, messages, random, rooms } = stores;
  const personKey = ({ roomId, userId }: Person): string => `${roomId} ${userId}`;
  const participantKey = ({ roomId, participantId }: PlaceInRoom): string =>
    `${roomId} ${participantId}`;
  const placeKey = ({ roomId, seq }: MessagePlace): string => `${roomId} ${seq}`;
  const itself = (key: string): string => key;
  return {
    room: loader(
      (ids) => rooms.roomsByIds(ids),
      itself,
      ({ id }) => id,
    ),
    roomBySlug: loader(
      (slugs) => rooms.roomsBySlugs(slugs),
      itself,
      ({ slug }) => slug,
    ),
    counters: gatheringLoader(
      async (roomIds) => {
        const counters = await messages.counters([...new Set(roomIds)]);
        return roomIds.map((id) => counters.get(id) ?? noCounters);
      },
      { maxBatchSize, mostRunning: 1 },
    ),
    membership: loader((people) => members.membershipsOf(people), personKey, personKey),
    participant: loader(
      (ids) => members.participantsByIds(ids),
      itself,
      ({ id }) => id,
    ),
    participantIn: loader(
      (people) => members.participantsIn(people),
      participantKey,
      participantKey,
    ),
    message: loader(
      (ids) => messages.byIds(ids),
      itself,
      ({ id }) => id,
    ),
    messageBySeq: loader((places) => messages.bySeqs(places), placeKey, placeKey),
    stretch: gatheringLoader((stretches) => messages.stretches(stretches), {
      maxBatchSize: maxListBatchSize,
    }),
    participants: gatheringLoader((lists) => readParticipants(members, lists), {
      maxBatchSize: maxListBatchSize,
    }),
    participantsNamed: gatheringLoader(
      async (searches) => {
        const found: StoredParticipant[][] = [];
        for (const search of searches) found.push(await members.searchParticipants(search));
        return found;
      },
      { maxBatchSize: maxListBatchSize },
    ),
    attachment: loader(
      (ids) => attachments.byIds(ids),
      itself,
      ({ id }) => id,
    ),
    attachments: gatheringLoader(
      async (messageIds) => {
        const found = await attachments.ofMessages([...new Set(messageIds)]);
        return messageIds.map((id) => found.filter(({ messageId }) => messageId === id));
      },
      { maxBatchSize },
    ),
    randomSession: gatheringLoader(
      async (userIds) => {
        const sessions = await random.activeOf([...new Set(userIds)]);
        const byUser = new Map(
          sessions.flatMap((session) => session.userIds.map((userId) => [userId, session])),
        );
        return userIds.map((userId) => byUser.get(userId) ?? null);
      },
      { maxBatchSize },
    ),
    mentioned: gatheringLoader(
      async (readers) => {
        const mentioned = await inbox.mentioned(readers);
        return readers.map(({ id }) => mentioned.has(id));
      },
      { maxBatchSize },
    ),
  };
}

/** One statement for all rooms of which the same page is asked for: of one document, all of a list. */
async function readParticipants(
  members: MemberStore,
  lists: readonly RoomParticipants[],
): Promise<StoredParticipant[][]> {
  const found: StoredParticipant[][] = [];
  const pages = new Map<string, { page: ParticipantPage; indexes: number[] }>();
  for (const [index, { after, are, limit }] of lists.entries()) {
    const key = JSON.stringify([are, limit, after?.at, after?.id]);
    const same = pages.get(key);
    if (same) same.indexes.push(index);
    else pages.set(key, { page: { after, are, limit }, indexes: [index] });
  }
  await Promise.all(
    [...pages.values()].map(async ({ indexes, page }) => {
      const rooms = indexes.map((index) => lists[index]?.roomId ?? '');
      const answers = await members.listParticipants(rooms, page);
      for (const [place, index] of indexes.entries()) found[index] = answers[place] ?? [];
    }),
  );
  return found;
}

function loader<Key, Value>(
  read: (keys: readonly Key[]) => Promise<Value[]>,
  keyOf: (key: Key) => string,
  keyOfValue: (value: Value) => string,
): DataLoader<Key, Value | null, string> {
  return gatheringLoader(
    async (keys) => {
      const distinct = new Map(keys.map((key) => [keyOf(key), key]));
      const values = await read([...distinct.values()]);
      const byKey = new Map(values.map((value) => [keyOfValue(value), value]));
      return keys.map((key) => byKey.get(keyOf(key)) ?? null);
    },
    // Each key is one row, found by an index.
    { maxBatchSize, mostRunning: 1 },
  );
}
