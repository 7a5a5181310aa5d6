import { heldBackUntil } from '@coco-chat/collections';
import type { Payload } from 'payload';

import { ChatError, heldBack, randomMatchClosed } from '../errors';
import { assertNotMuted } from '../policies/assert-not-muted';
import type { AccountSanctions } from '../transport/account-sanctions';
import { acceptedAt } from './rules';
import type { RandomSettings } from './settings';

/**
 * @throws ChatError UNAVAILABLE while the random match is closed; FORBIDDEN for who is muted, or held back
 *   after several reports; RULES_NOT_ACCEPTED
 */
export async function assertMayMatch(
  { payload, settings }: { payload: Payload; settings: RandomSettings },
  { userId, ...sanctions }: AccountSanctions & { userId: string },
): Promise<void> {
  if (!settings.isOpen) throw randomMatchClosed();
  assertNotMuted(sanctions, Date.now());
  const until = await heldBackUntil(payload, userId);
  if (until !== null) throw heldBack(until);
  if ((await acceptedAt(payload, userId, settings.rulesVersion)) === null) {
    throw new ChatError('RULES_NOT_ACCEPTED', 'Accept the rules of the random match first.');
  }
}
