import type { CollectionBeforeChangeHook } from 'payload';

import type { RandomHold } from '../payload-types';
import { assertEndsInFuture, assertMaySanction } from '../safety/assert-may-sanction';
import { lifting } from '../safety/check-sanction';
import { lastHoldOf } from './holds-of';

const idOf = (related: string | { id: string }): string =>
  typeof related === 'string' ? related : related.id;

/**
 * Whether somebody may be held back, or released, by whoever asks, and who that was. What the server
 * itself holds it may have numbered itself.
 *
 * @throws APIError 403 for an admin as the account, 400 with the `field` at fault
 */
export const checkHold: CollectionBeforeChangeHook<RandomHold> = async ({
  data,
  operation,
  originalDoc,
  req,
}) => {
  const actor = req.user?.id ?? null;
  const account = idOf({ ...originalDoc, ...data }.account ?? '');
  if (actor !== null) await assertMaySanction(req, account);
  const { until } = data;
  if (until && until !== originalDoc?.until) assertEndsInFuture(req, until);
  if (operation === 'update') return { ...data, ...lifting(data, originalDoc, actor) };
  const number = async () => ((await lastHoldOf(req.payload, account, req))?.number ?? 0) + 1;
  if (actor === null) return { ...data, number: data.number ?? (await number()) };
  return { ...data, number: await number(), createdBy: actor, liftedAt: null, liftedBy: null };
};
