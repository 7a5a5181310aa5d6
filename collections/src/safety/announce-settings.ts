import type { GlobalAfterChangeHook } from 'payload';

import { afterCommit } from '../after-commit';
import { eventBusOf, settingsChannel, type SettingsChangedEvent } from '../events';
import { recordAudit } from './record-audit';

type Values = Record<string, unknown>;

/**
 * Tells every process to read a global again, and records who changed which of its fields: not what
 * they say, which may be what nobody is to read.
 */
export const announceSettings =
  (global: SettingsChangedEvent['global'], names: readonly string[]): GlobalAfterChangeHook =>
  async ({ doc, previousDoc, req }) => {
    const [now, before] = [doc as Values, previousDoc as Values | undefined];
    const fields = names.filter((name) => asText(now[name]) !== asText(before?.[name]));
    if (fields.length > 0) {
      await recordAudit(req, {
        action: `${global}.changed`,
        target: { collection: 'globals', id: global },
        details: { fields },
      });
    }
    await afterCommit(req, async () => {
      await eventBusOf(req.payload)?.publish(settingsChannel, { type: 'settings.changed', global });
    });
  };

/** An empty list is as good as none. */
const asText = (value: unknown): string => JSON.stringify(value ?? []);
