import type { CollectionAfterChangeHook, CollectionAfterDeleteHook } from 'payload';

import { afterCommit } from '../after-commit';
import type { User } from '../payload-types';
import { recordAudit } from '../safety/record-audit';
import { announceAccount } from './announce-account';

const rolesOf = (user: Partial<User> | undefined): string =>
  [...(user?.roles ?? [])].sort().join(' ');

/** Records who gave or took a role, and tells every process that the account's rights changed. */
export const auditRoleChange: CollectionAfterChangeHook<User> = async ({
  doc,
  operation,
  previousDoc,
  req,
}) => {
  const after = rolesOf(doc);
  // Becoming a member or a guest is no act of anybody else's.
  if (operation === 'create' && (after === 'member' || after === 'guest')) return;
  const before = operation === 'create' ? 'member' : rolesOf(previousDoc);
  if (before === after) return;
  await recordAudit(req, {
    action: 'account.roles-changed',
    target: { collection: 'users', id: doc.id },
    details: { before, after },
  });
  await afterCommit(req, () => announceAccount(req.payload, doc.id));
};

/** Records who deleted an account, and ends what it still has open in every process. */
export const auditAccountDeleted: CollectionAfterDeleteHook<User> = async ({ doc, req }) => {
  await recordAudit(req, {
    action: 'account.deleted',
    target: { collection: 'users', id: doc.id },
    details: { roles: rolesOf(doc) },
  });
  await afterCommit(req, () => announceAccount(req.payload, doc.id));
};
