import type { PayloadRequest, TaskConfig, Where } from 'payload';

import { chatWriterOf } from '../chat/chat-writer';
import type { RandomSession } from '../payload-types';

/** How many conversations are looked at together. */
const sessionsAtOnce = 100;

/** How many messages or files of one are deleted together. */
const documentsAtOnce = 200;

/** What is left after so long is for the next day: 15 minutes, in milliseconds. */
const longestRun = 15 * 60 * 1000;

const day = 24 * 60 * 60 * 1000;

type EndedSession = Pick<RandomSession, 'id'> & { endedAt: string; room: string };

/**
 * Deletes what was said in random sessions that ended `retentionDays` ago: messages, files, and what
 * messages were found by. What a report names stays, for moderators; the session and its room stay too.
 *
 * Every step can be done twice: what was interrupted is done again the next day.
 *
 * @returns of how many sessions
 */
export async function deleteOldMessages(req: PayloadRequest): Promise<number> {
  const { payload } = req;
  // Only the chat knows what its messages are found by. Without it, another day.
  if (!chatWriterOf(payload)) return 0;
  const { retentionDays } = await payload.findGlobal({
    slug: 'random-match',
    depth: 0,
    overrideAccess: true, // The server itself.
  });
  const startedAt = Date.now();
  const before = new Date(startedAt - retentionDays * day).toISOString();
  let deleted = 0;
  let from: string | null = null;
  /** Those of the moment `from` that a report keeps: they would be found again. */
  let kept: EndedSession[] = [];
  while (Date.now() - startedAt < longestRun) {
    const sessions = await findEnded(req, { before, from, kept });
    const reported = await reportedAmong(
      req,
      sessions.map(({ room }) => room),
    );
    for (const session of sessions) {
      if (reported.has(session.room)) kept.push(session);
      else {
        await deleteMessages(req, session);
        deleted += 1;
      }
    }
    const last = sessions.at(-1);
    if (!last || sessions.length < sessionsAtOnce) break;
    from = last.endedAt;
    kept = kept.filter(({ endedAt }) => endedAt === last.endedAt);
  }
  return deleted;
}

interface Range {
  before: string;
  /** From this moment on; null for the very first. */
  from: string | null;
  kept: readonly EndedSession[];
}

/** The first that ended, of those that may have messages. */
async function findEnded(
  req: PayloadRequest,
  { before, from, kept }: Range,
): Promise<EndedSession[]> {
  const { docs } = await req.payload.db.find<EndedSession>({
    collection: 'random-sessions',
    where: {
      and: [
        { messagesDeletedAt: { exists: false } },
        { endedAt: { less_than: before } },
        ...(from === null ? [] : [{ endedAt: { greater_than_equal: from } }]),
        ...(kept.length > 0 ? [{ id: { not_in: kept.map(({ id }) => id) } }] : []),
      ],
    },
    sort: 'endedAt',
    limit: sessionsAtOnce,
    pagination: false,
    select: { endedAt: true, room: true },
    req,
  });
  return docs;
}

async function reportedAmong(
  req: PayloadRequest,
  rooms: readonly string[],
): Promise<ReadonlySet<string>> {
  const { docs } = await req.payload.db.find<{ id: string; room: string }>({
    collection: 'reports',
    where: { room: { in: [...rooms] } },
    pagination: false,
    select: { room: true },
    req,
  });
  return new Set(docs.map(({ room }) => room));
}

async function deleteMessages(req: PayloadRequest, { id, room }: EndedSession): Promise<void> {
  const { payload } = req;
  await inBatches(req, 'chat-attachments', room, async (where) => {
    // Payload's own way, as it takes the file with the document.
    const { errors } = await payload.delete({
      collection: 'chat-attachments',
      where,
      depth: 0,
      overrideAccess: true, // The server itself.
      req,
    });
    if (errors[0]) throw new Error(`A file could not be deleted: ${errors[0].message}`);
  });
  await inBatches(req, 'chat-messages', room, async (where) => {
    await payload.db.deleteMany({ collection: 'chat-messages', where, req });
  });
  await chatWriterOf(payload)?.forgetSearchTerms(room);
  await payload.db.updateOne({
    collection: 'random-sessions',
    id,
    data: { messagesDeletedAt: new Date().toISOString() },
    req,
  });
}

/** Deletes what a room has of a collection, some at a time, until nothing is left. */
async function inBatches(
  req: PayloadRequest,
  collection: 'chat-attachments' | 'chat-messages',
  room: string,
  deleteThose: (where: Where) => Promise<void>,
): Promise<void> {
  for (;;) {
    const { docs } = await req.payload.db.find<{ id: string }>({
      collection,
      where: { room: { equals: room } },
      limit: documentsAtOnce,
      pagination: false,
      select: {},
      req,
    });
    if (docs.length === 0) return;
    await deleteThose({ id: { in: docs.map((document) => document.id) } });
  }
}

/** Once a day, at 04:40. */
export const deleteOldRandomMessages: TaskConfig<{ input: object; output: { sessions: number } }> =
  {
    slug: 'deleteOldRandomMessages',
    label: 'Delete what was said in random sessions of long ago',
    schedule: [{ cron: '40 4 * * *', queue: 'default' }],
    handler: async ({ req }) => ({ output: { sessions: await deleteOldMessages(req) } }),
    outputSchema: [{ name: 'sessions', type: 'number', required: true }],
  };
