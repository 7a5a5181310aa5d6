import type { CollectionAfterLogoutHook, Payload } from 'payload';

import { accountsChannel, eventBusOf } from '../events';

/**
 * Tells every process to look again at what this account may do.
 *
 * @param endedSession a session whose open connections are closed unasked
 */
export async function announceAccount(
  payload: Payload,
  userId: string,
  endedSession?: string,
): Promise<void> {
  await eventBusOf(payload)?.publish(accountsChannel, {
    type: 'account.changed',
    userId,
    ...(endedSession === undefined ? {} : { endedSession }),
  });
}

/**
 * Ends what a logged-out session still has open, in every process. It names the session, since Payload
 * calls this before it takes the session away: who looked it up now would still find it.
 */
export const announceLogOut: CollectionAfterLogoutHook = async ({ req }) => {
  const { user } = req;
  if (!user) return;
  // Set by Payload's token strategy, and missing in its types.
  const sessionId = (user as { _sid?: string })._sid;
  await announceAccount(req.payload, user.id, sessionId);
};
