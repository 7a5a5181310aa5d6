import type { CollectionAfterLogoutHook, Payload } from 'payload';

import { accountsChannel, eventBusOf } from '../events';

/** Tells every process to look again at what this account may do. */
export async function announceAccount(payload: Payload, userId: string): Promise<void> {
  await eventBusOf(payload)?.publish(accountsChannel, { type: 'account.changed', userId });
}

/** Ends what a logged-out session still has open, in every process. */
export const announceLogOut: CollectionAfterLogoutHook = async ({ req }) => {
  if (req.user) await announceAccount(req.payload, req.user.id);
};
