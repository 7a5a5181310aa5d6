import type { CollectionBeforeChangeHook, PayloadRequest } from 'payload';
import { APIError } from 'payload';

import { hasRole } from '../access/has-role';
import type { Sanction, User } from '../payload-types';

const refusal = (status: number, message: string, field: string): APIError =>
  new APIError(
    message,
    status,
    { code: status === 403 ? 'FORBIDDEN' : 'BAD_USER_INPUT', field },
    true,
  );

const idOf = (related: string | { id: string } | null | undefined): string | null =>
  typeof related === 'string' ? related : (related?.id ?? null);

/**
 * Whether a sanction may be imposed, changed or lifted by whoever asks, and who that was.
 *
 * @throws APIError 403 for an admin as the account, 400 with the `field` at fault
 */
export const checkSanction: CollectionBeforeChangeHook<Sanction> = async ({
  data,
  operation,
  originalDoc,
  req,
}) => {
  const actor = req.user?.id ?? null;
  const sanction = { ...originalDoc, ...data };
  const account = idOf(sanction.account);
  if (account === null) return data;
  await assertMaySanction(req, account);

  const { until } = data;
  if (until && until !== originalDoc?.until && Date.parse(until) <= Date.now()) {
    throw refusal(400, 'A sanction ends in the future.', 'until');
  }
  const room = idOf(sanction.room);
  if (room !== null && sanction.kind === 'ban' && sanction.until) {
    throw refusal(400, 'A ban from one room lasts until it is lifted.', 'until');
  }
  if (operation === 'create') {
    if (room !== null) await assertIsInRoom(req, account, room);
    // The server itself, which nobody asked, says who it was.
    if (actor === null) return data;
    return { ...data, createdBy: actor, liftedAt: null, liftedBy: null };
  }
  if (data.liftedAt === undefined) return data;
  if (originalDoc?.liftedAt) {
    // What was lifted stays lifted: who is to be sanctioned again is by a new one.
    return { ...data, liftedAt: originalDoc.liftedAt, liftedBy: originalDoc.liftedBy ?? null };
  }
  return data.liftedAt ? { ...data, liftedAt: new Date().toISOString(), liftedBy: actor } : data;
};

async function assertMaySanction(req: PayloadRequest, account: string): Promise<void> {
  const { payload, user } = req;
  if (user?.id === account) throw refusal(400, 'This is yourself.', 'account');
  const person: User | null = await payload.findByID({
    collection: 'users',
    id: account,
    depth: 0,
    disableErrors: true,
    overrideAccess: true, // For its roles alone.
    req,
  });
  if (hasRole(person, 'admin') && !hasRole(user, 'admin')) {
    throw refusal(403, 'Only an admin sanctions an admin.', 'account');
  }
}

async function assertIsInRoom(req: PayloadRequest, user: string, room: string): Promise<void> {
  const { docs } = await req.payload.find({
    collection: 'chat-memberships',
    where: { and: [{ user: { equals: user } }, { room: { equals: room } }] },
    depth: 0,
    limit: 1,
    overrideAccess: true, // A moderator may not see whose alias this is.
    req,
  });
  const [membership] = docs;
  if (!membership) throw refusal(400, 'The account was never in this room.', 'room');
  if (membership.role === 'owner' && !membership.leftAt) {
    throw refusal(400, 'Nobody moderates a room’s owner.', 'account');
  }
}
