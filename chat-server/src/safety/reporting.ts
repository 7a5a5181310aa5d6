import { recordAct, type Report } from '@coco-chat/collections';
import type { Payload, Where } from 'payload';

import { badInput, forbidden, notFound } from '../errors';
import type { Loaders } from '../rooms/loaders';
import { getRoom } from '../rooms/room-access';
import type { StoredMessage } from '../store/message-store';

export type ReportReason = Report['reason'];

export interface ReportRequest {
  roomId: string;
  messageId?: string | null | undefined;
  participantId?: string | null | undefined;
  reason: ReportReason;
  note?: string | null | undefined;
}

interface ReportingServices {
  payload: Payload;
  loaders: Loaders;
}

const longestNote = 2_000;
/** How many messages moderators see with a report. */
const excerptLength = 50;

/**
 * Files what somebody reports in a room, with what was said until then. The same report again is the
 * first one as long as that is open.
 *
 * @returns its id
 * @throws ChatError NOT_FOUND, FORBIDDEN or BAD_USER_INPUT
 */
export async function fileReport(
  { loaders, payload }: ReportingServices,
  reporter: string,
  input: ReportRequest,
): Promise<string> {
  const { reason, roomId } = input;
  const { membership, room } = await getRoom(loaders, reporter, roomId, 'input.roomId');
  if (!membership) throw forbidden('Join the room before you report something in it.');
  const note = input.note?.normalize('NFC').trim() ?? '';
  if (Array.from(note).length > longestNote) {
    throw badInput(`A note has at most ${longestNote} characters.`, 'input.note');
  }
  const { message, participant, reported } = await reportedIn(loaders, input);
  if (reported === reporter) throw badInput('This is yourself.', 'input');

  const same: Where = {
    and: [
      { reporter: { equals: reporter } },
      { state: { equals: 'open' } },
      { room: { equals: roomId } },
      message ? { message: { equals: message.id } } : { message: { exists: false } },
      participant === null
        ? { participant: { exists: false } }
        : { participant: { equals: participant } },
    ],
  };
  const open = await payload.find({
    collection: 'reports',
    where: same,
    depth: 0,
    limit: 1,
    overrideAccess: true, // Nobody reads reports but moderators, and the server that files them.
  });
  if (open.docs[0]) return open.docs[0].id;

  // Of a random session, all that it has had since: who meets a stranger often reports late.
  const end = room.kind === 'random' ? excerptLength - 1 : 0;
  const { lastSeq } = await loaders.counters.load(roomId);
  const last = message ? Math.min(message.seq + end, lastSeq) : lastSeq;
  const messages = await loaders.stretch.load({ roomId, first: last - excerptLength + 1, last });
  const { id } = await payload.create({
    collection: 'reports',
    data: {
      state: 'open',
      reason,
      note: note || null,
      room: roomId,
      message: message?.id ?? null,
      reported,
      participant,
      reporter,
      excerpt: await excerptOf(messages, loaders, message?.id ?? null),
    },
    depth: 0,
    overrideAccess: true, // As above.
  });
  await recordAct(payload, reporter, {
    action: 'report.filed',
    target: { collection: 'reports', id },
    details: { room: roomId, reason },
  });
  return id;
}

/** What is reported, whose account it is, and as whom the others in the room know them. */
async function reportedIn(
  loaders: Loaders,
  { messageId, participantId, roomId }: ReportRequest,
): Promise<{ message: StoredMessage | null; participant: string | null; reported: string | null }> {
  const message = messageId == null ? null : await loaders.message.load(messageId);
  if (messageId != null && message?.roomId !== roomId) {
    throw notFound('The message', 'input.messageId');
  }
  const person =
    participantId == null ? null : await loaders.participantIn.load({ roomId, participantId });
  if (participantId != null && !person) throw notFound('The participant', 'input.participantId');
  if (message) {
    if (person && person.id !== message.membershipId) {
      throw badInput('The message is of somebody else.', 'input.participantId');
    }
    return { message, participant: message.membershipId, reported: message.authorId };
  }
  if (!person) throw badInput('Say what or whom you report.', 'input');
  return { message: null, participant: person.id, reported: person.userId };
}

/** Messages as people in the room saw them: under the names there, and without accounts. */
function excerptOf(
  messages: readonly StoredMessage[],
  loaders: Loaders,
  reportedId: string | null,
) {
  return Promise.all(
    messages.map(async ({ createdAt, id, kind, membershipId, seq, text }) => {
      const author = membershipId === null ? null : await loaders.participant.load(membershipId);
      return {
        id,
        seq,
        kind,
        participantId: author?.participantId ?? null,
        name: author && (author.alias ?? author.displayName),
        text,
        createdAt,
        isReported: id === reportedId,
      };
    }),
  );
}
