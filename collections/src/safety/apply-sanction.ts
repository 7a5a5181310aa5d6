import type { CollectionAfterChangeHook, PayloadRequest } from 'payload';

import { afterCommit } from '../after-commit';
import { chatWriterOf } from '../chat/chat-writer';
import type { Sanction } from '../payload-types';
import { announceAccount } from '../people/announce-account';
import { recordAudit } from './record-audit';

const idOf = (related: string | { id: string }): string =>
  typeof related === 'string' ? related : related.id;

/** Records the act, and makes it so in every process: in its room, or wherever the account is. */
export const applySanction: CollectionAfterChangeHook<Sanction> = async ({
  context,
  doc,
  operation,
  previousDoc,
  req,
}) => {
  const room = doc.room ? idOf(doc.room) : null;
  const isLifted = operation === 'update' && Boolean(doc.liftedAt) && !previousDoc.liftedAt;
  const act = operation === 'create' ? 'imposed' : isLifted ? 'lifted' : 'changed';
  await recordAudit(req, {
    action: `sanction.${act}`,
    target: { collection: 'sanctions', id: doc.id },
    details: { kind: doc.kind, until: doc.until ?? null, ...(room === null ? {} : { room }) },
  });
  // What was done in the chat is made so there, where the member waits for it.
  if (context.isAppliedByChat) return;
  const account = await accountOf(req, doc.id);
  await afterCommit(req, async () => {
    if (room === null) await announceAccount(req.payload, account);
    else await chatWriterOf(req.payload)?.memberSanctioned(room, account);
  });
};

/** Whom a sanction is on, which the document does not tell a moderator where people go by an alias. */
async function accountOf(req: PayloadRequest, id: string): Promise<string> {
  const stored = await req.payload.db.findOne<Pick<Sanction, 'id' | 'account'>>({
    collection: 'sanctions',
    where: { id: { equals: id } },
    select: { account: true },
    req,
  });
  if (!stored) throw new Error('The sanction is gone.');
  return idOf(stored.account);
}
