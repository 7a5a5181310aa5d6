import type { Payload, PayloadRequest } from 'payload';

import type { RandomHold } from '../payload-types';

/** The newest hold of an account, whether it lasts or not; null where it has never been held back. */
export async function lastHoldOf(
  payload: Payload,
  account: string,
  req?: PayloadRequest,
): Promise<RandomHold | null> {
  const { docs } = await payload.db.find<RandomHold>({
    collection: 'random-holds',
    where: { account: { equals: account } },
    sort: '-number',
    limit: 1,
    pagination: false,
    ...(req ? { req } : {}),
  });
  return docs[0] ?? null;
}

/** Until when an account is held back (RFC 3339, UTC); null where it is not. */
export async function heldBackUntil(payload: Payload, account: string): Promise<string | null> {
  const { docs } = await payload.db.find<Pick<RandomHold, 'id' | 'until'>>({
    collection: 'random-holds',
    where: {
      and: [
        { account: { equals: account } },
        { liftedAt: { exists: false } },
        { until: { greater_than: new Date().toISOString() } },
      ],
    },
    sort: '-until',
    limit: 1,
    pagination: false,
  });
  return docs[0]?.until ?? null;
}
