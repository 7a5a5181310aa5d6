import type { RandomHold } from '@coco-chat/collections';
import type { UIFieldServerProps } from 'payload';

import { DocumentTitle } from '../moderation/document-title';
import { languageOf } from '../moderation/words';
import { randomWords } from './words';

/** Titles a hold by whom it is on, where Payload would show an id, and by whether it lasts. */
export async function HoldTitle({ id, i18n, req }: UIFieldServerProps) {
  if (id === undefined) return null;
  const words = randomWords[languageOf(i18n)];
  const hold = await req.payload.findByID({
    collection: 'random-holds',
    id,
    depth: 1,
    user: req.user,
    overrideAccess: false,
    disableErrors: true,
    req,
  });
  if (!hold) return null;
  const { account } = hold;
  const name = typeof account === 'object' ? account.displayName : words.deletedAccount;
  return <DocumentTitle title={`${name} · ${words.holds[stateOf(hold)]}`} />;
}

function stateOf({ liftedAt, until }: RandomHold): 'released' | 'over' | 'lasting' {
  if (liftedAt) return 'released';
  return Date.parse(until) > Date.now() ? 'lasting' : 'over';
}
