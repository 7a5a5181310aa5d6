import type { CollectionBeforeChangeHook, PayloadRequest } from 'payload';
import { APIError } from 'payload';

import { hasRole } from '../access/has-role';
import { inLanguageOf } from '../in-language-of';
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
    throw refusal(
      400,
      inLanguageOf(req, {
        en: 'A sanction ends in the future.',
        ko: '기한은 앞으로의 때여야 합니다.',
      }),
      'until',
    );
  }
  const room = idOf(sanction.room);
  if (room !== null && sanction.kind === 'ban' && sanction.until) {
    throw refusal(
      400,
      inLanguageOf(req, {
        en: 'A ban from one room lasts until it is lifted.',
        ko: '한 대화방의 차단은 해제할 때까지이므로 기한을 둘 수 없습니다.',
      }),
      'until',
    );
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
  if (user?.id === account)
    throw refusal(
      400,
      inLanguageOf(req, { en: 'This is yourself.', ko: '자기 자신입니다.' }),
      'account',
    );
  const person: User | null = await payload.findByID({
    collection: 'users',
    id: account,
    depth: 0,
    disableErrors: true,
    overrideAccess: true, // For its roles alone.
    req,
  });
  if (hasRole(person, 'admin') && !hasRole(user, 'admin')) {
    throw refusal(
      403,
      inLanguageOf(req, {
        en: 'Only an admin sanctions an admin.',
        ko: '관리자는 관리자만 제재할 수 있습니다.',
      }),
      'account',
    );
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
  if (!membership)
    throw refusal(
      400,
      inLanguageOf(req, {
        en: 'The account was never in this room.',
        ko: '이 계정은 이 대화방에 들어온 적이 없습니다.',
      }),
      'room',
    );
  if (membership.role === 'owner' && !membership.leftAt) {
    throw refusal(
      400,
      inLanguageOf(req, {
        en: 'Nobody moderates a room’s owner.',
        ko: '방장은 제재할 수 없습니다.',
      }),
      'account',
    );
  }
}
