import type { CollectionAfterChangeHook, Payload } from 'payload';

import { afterCommit } from '../after-commit';
import type { RandomHold, Report } from '../payload-types';
import { heldBackUntil, lastHoldOf } from './holds-of';

const hour = 60 * 60 * 1000; // in milliseconds

/** How long reports are added up: 24 hours, in milliseconds. */
const countedFor = 24 * hour;

/** Others may be holding the same account; after the first of them it is held. */
const attempts = 3;

/**
 * Holds back an account that several people have reported in random sessions. Counted after the commit:
 * of reports that are filed at the same moment, the last to be stored sees all.
 */
export const holdReported: CollectionAfterChangeHook<Report> = async ({ doc, operation, req }) => {
  if (operation !== 'create') return;
  const { payload } = req;
  await afterCommit(req, async () => {
    const report = await payload.db.findOne<StoredReport>({
      collection: 'reports',
      where: { id: { equals: doc.id } },
    });
    if (!report?.reported) return;
    if ((await randomRoomsAmong(payload, [report.room])).size === 0) return;
    await holdIfReported(payload, report.reported);
  });
};

type StoredReport = Pick<Report, 'id'> & {
  reported?: string | null;
  reporter?: string | null;
  room: string;
};

async function holdIfReported(payload: Payload, account: string): Promise<void> {
  const { holdHours, holdReporters } = await payload.findGlobal({
    slug: 'random-match',
    depth: 0,
    overrideAccess: true, // The server itself.
  });
  if (holdReporters < 2) return;
  for (let attempt = 1; ; attempt += 1) {
    // In this order: a hold that comes between the two reads is seen, or has taken the number.
    const last = await lastHoldOf(payload, account);
    if ((await heldBackUntil(payload, account)) !== null) return;
    const reporters = await countReporters(payload, account, last);
    if (reporters < holdReporters) return;
    try {
      await hold(payload, {
        account,
        reporters,
        number: (last?.number ?? 0) + 1,
        until: new Date(Math.ceil(Date.now() / hour + holdHours) * hour).toISOString(),
      });
      return;
    } catch (error) {
      // Where another report or a moderator was first, the number is taken.
      if (attempt === attempts) throw error;
    }
  }
}

/** How many people have reported an account in random sessions, and no moderator found wrong. */
async function countReporters(
  payload: Payload,
  account: string,
  last: RandomHold | null,
): Promise<number> {
  // When a moderator released somebody, what was reported until then had been looked at.
  const released = last?.liftedAt ? Date.parse(last.liftedAt) : 0;
  const since = new Date(Math.max(Date.now() - countedFor, released)).toISOString();
  const { docs } = await payload.db.find<StoredReport>({
    collection: 'reports',
    where: {
      and: [
        { reported: { equals: account } },
        { createdAt: { greater_than: since } },
        { state: { not_equals: 'dismissed' } },
      ],
    },
    pagination: false,
  });
  const rooms = await randomRoomsAmong(
    payload,
    docs.map(({ room }) => room),
  );
  const counted = docs.filter(({ reporter, room }) => reporter && rooms.has(room));
  return new Set(counted.map(({ reporter }) => reporter)).size;
}

/** Which of these rooms are those of random sessions. */
async function randomRoomsAmong(
  payload: Payload,
  rooms: readonly string[],
): Promise<ReadonlySet<string>> {
  const { docs } = await payload.db.find<{ id: string }>({
    collection: 'chat-rooms',
    where: { and: [{ id: { in: [...new Set(rooms)] } }, { kind: { equals: 'random' } }] },
    select: {},
    pagination: false,
  });
  return new Set(docs.map(({ id }) => id));
}

/**
 * Its times are whole hours, so that nobody who sees a hold appear can tell from which report, and so
 * from which conversation, it came.
 */
async function hold(
  payload: Payload,
  data: Pick<RandomHold, 'number' | 'reporters' | 'until'> & { account: string },
): Promise<void> {
  const now = new Date(Math.floor(Date.now() / hour) * hour).toISOString();
  await payload.create({
    collection: 'random-holds',
    data: { ...data, createdAt: now, updatedAt: now },
    depth: 0,
    overrideAccess: true, // The server itself.
  });
}
