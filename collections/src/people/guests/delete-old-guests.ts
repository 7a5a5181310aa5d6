import type { CollectionSlug, PayloadRequest, TaskConfig, Where } from 'payload';

import type { ChatMembership, User } from '../../payload-types';
import { goneGuestName } from './guest-account';

/** How long a guest is kept after the end of its token: 30 days, in milliseconds. */
const keptFor = 30 * 24 * 60 * 60 * 1000;

/** How many are looked at in one run. */
const atOnce = 200;

/** What somebody leaves behind that others still need: the account behind it stays, without a name. */
const traces: readonly { collection: CollectionSlug; fields: readonly string[] }[] = [
  { collection: 'chat-messages', fields: ['author'] },
  { collection: 'chat-attachments', fields: ['owner'] },
  { collection: 'reports', fields: ['reporter', 'reported'] },
  { collection: 'sanctions', fields: ['account'] },
  { collection: 'random-holds', fields: ['account'] },
  { collection: 'random-sessions', fields: ['participantA', 'participantB'] },
];

/**
 * Deletes guests whose token ended 30 days ago. Who wrote a message, or is part of a report, keeps an
 * account that nobody can use, and loses the name.
 */
export async function deleteOldGuests(req: PayloadRequest): Promise<void> {
  const { docs } = await req.payload.find({
    collection: 'users',
    where: {
      and: [
        { guestUntil: { less_than: new Date(Date.now() - keptFor).toISOString() } },
        { roles: { contains: 'guest' } },
        { displayName: { not_in: [goneGuestName('ko'), goneGuestName('en')] } },
      ],
    },
    sort: 'guestUntil',
    limit: atOnce,
    pagination: false,
    depth: 0,
    overrideAccess: true, // The server itself.
    req,
  });
  for (const guest of docs) {
    if (await leftTraces(req, guest.id)) await takeName(req, guest);
    else await deleteGuest(req, guest.id);
  }
}

async function leftTraces(req: PayloadRequest, account: string): Promise<boolean> {
  for (const { collection, fields } of traces) {
    const where: Where = { or: fields.map((field) => ({ [field]: { equals: account } })) };
    const found = await req.payload.db.findOne({ collection, where, select: {}, req });
    if (found) return true;
  }
  return false;
}

const takeName = (req: PayloadRequest, { id, locale }: User): Promise<unknown> =>
  req.payload.update({
    collection: 'users',
    id,
    data: { displayName: goneGuestName(locale === 'en' ? 'en' : 'ko') },
    depth: 0,
    overrideAccess: true,
    req,
  });

async function deleteGuest(req: PayloadRequest, account: string): Promise<void> {
  const { db } = req.payload;
  const { docs } = await db.find<ChatMembership>({
    collection: 'chat-memberships',
    where: { user: { equals: account } },
    pagination: false,
    req,
  });
  for (const { bannedAt, id, leftAt, room } of docs) {
    await db.deleteOne({ collection: 'chat-memberships', where: { id: { equals: id } }, req });
    // Who left, or was banned, is not counted any more.
    if (leftAt || bannedAt) continue;
    await db.updateOne({
      collection: 'chat-room-counters',
      id: typeof room === 'string' ? room : room.id,
      data: { memberCount: { $inc: -1 } },
      req,
    });
  }
  for (const field of ['blocker', 'blocked']) {
    await db.deleteMany({
      collection: 'user-blocks',
      where: { [field]: { equals: account } },
      req,
    });
  }
  await req.payload.delete({ collection: 'users', id: account, overrideAccess: true, req });
}

/** Once a day, at 04:20. */
export const deleteOldGuestsTask: TaskConfig<{ input: object; output: object }> = {
  slug: 'deleteOldGuests',
  label: 'Delete guests of long ago',
  schedule: [{ cron: '20 4 * * *', queue: 'default' }],
  handler: async ({ req }) => {
    await deleteOldGuests(req);
    return { output: {} };
  },
};
