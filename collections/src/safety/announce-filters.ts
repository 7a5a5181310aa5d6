import type { GlobalAfterChangeHook } from 'payload';

import { afterCommit } from '../after-commit';
import { eventBusOf, settingsChannel } from '../events';
import type { ChatFilter } from '../payload-types';
import { recordAudit } from './record-audit';

const lists = ['words', 'allowedWords', 'links', 'domains'] as const;

/** Tells every process to read the lists again, and records who changed which of them. */
export const announceFilters: GlobalAfterChangeHook = async ({ doc, previousDoc, req }) => {
  const [now, before] = [doc as ChatFilter, previousDoc as Partial<ChatFilter> | undefined];
  const fields = lists.filter(
    (list) => JSON.stringify(now[list] ?? []) !== JSON.stringify(before?.[list] ?? []),
  );
  if (fields.length > 0) {
    await recordAudit(req, {
      action: 'chat-filters.changed',
      target: { collection: 'globals', id: 'chat-filters' },
      details: { fields },
    });
  }
  await afterCommit(req, async () => {
    await eventBusOf(req.payload)?.publish(settingsChannel, {
      type: 'settings.changed',
      global: 'chat-filters',
    });
  });
};
