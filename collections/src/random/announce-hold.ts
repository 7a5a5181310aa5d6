import type { CollectionAfterChangeHook } from 'payload';

import { afterCommit } from '../after-commit';
import type { RandomHold } from '../payload-types';
import { announceAccount } from '../people/announce-account';
import { recordAudit } from '../safety/record-audit';

/** Records who held back or released whom, and lets every process look at the account again. */
export const announceHold: CollectionAfterChangeHook<RandomHold> = async ({
  doc,
  operation,
  previousDoc,
  req,
}) => {
  const { account, id, liftedAt, reporters, until } = doc;
  const isReleased = operation === 'update' && Boolean(liftedAt) && !previousDoc.liftedAt;
  await recordAudit(req, {
    action: `random.${operation === 'create' ? 'held' : isReleased ? 'released' : 'hold-changed'}`,
    target: { collection: 'random-holds', id },
    details: { until, ...(reporters == null ? {} : { reporters }) },
  });
  const accountId = typeof account === 'string' ? account : account.id;
  await afterCommit(req, () => announceAccount(req.payload, accountId));
};
