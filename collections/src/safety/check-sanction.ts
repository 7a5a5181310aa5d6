import type { CollectionBeforeChangeHook, PayloadRequest } from 'payload';

import type { Sanction } from '../payload-types';
import { assertEndsInFuture, assertMaySanction, refusal } from './assert-may-sanction';

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
  if (until && until !== originalDoc?.until) assertEndsInFuture(req, until);
  const room = idOf(sanction.room);
  if (room !== null && sanction.kind === 'ban' && sanction.until) {
    const words = {
      en: 'A ban from one room lasts until it is lifted.',
      ko: '한 대화방의 차단은 해제할 때까지이므로 기한을 둘 수 없습니다.',
    };
    throw refusal(req, 400, words, 'until');
  }
  if (operation === 'create') {
    if (room !== null) await assertIsInRoom(req, account, room);
    // The server itself, which nobody asked, says who it was.
    if (actor === null) return data;
    return { ...data, createdBy: actor, liftedAt: null, liftedBy: null };
  }
  return { ...data, ...lifting(data, originalDoc, actor) };
};

interface Lifted {
  liftedAt?: string | null;
  liftedBy?: Sanction['liftedBy'];
}

/** Who lifted a sanction, and when: what a change says of it, or nothing where it says nothing. */
export function lifting(
  { liftedAt }: Lifted,
  before: Lifted | undefined,
  actor: string | null,
): Lifted {
  if (liftedAt === undefined) return {};
  // What was lifted stays lifted: who is to be sanctioned again is by a new one.
  if (before?.liftedAt) return { liftedAt: before.liftedAt, liftedBy: before.liftedBy ?? null };
  return liftedAt ? { liftedAt: new Date().toISOString(), liftedBy: actor } : {};
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
  if (!membership) {
    const words = {
      en: 'The account was never in this room.',
      ko: '이 계정은 이 대화방에 들어온 적이 없습니다.',
    };
    throw refusal(req, 400, words, 'room');
  }
  if (membership.role === 'owner' && !membership.leftAt) {
    const words = {
      en: 'Nobody moderates a room’s owner.',
      ko: '방장은 제재할 수 없습니다.',
    };
    throw refusal(req, 400, words, 'account');
  }
}
