import type { Payload } from 'payload';

import { attachEventBus, type BusEvent } from '../events';

/** What this Payload announces from now on, oldest first, with the channel of each. Tests only. */
export function collectAnnounced(payload: Payload): { channel: string; event: BusEvent }[] {
  const announced: { channel: string; event: BusEvent }[] = [];
  attachEventBus(payload, {
    publish: (channel, event) => {
      announced.push({ channel, event });
      return Promise.resolve();
    },
    subscribe: () => Promise.resolve(() => Promise.resolve()),
    close: () => Promise.resolve(),
  });
  return announced;
}
