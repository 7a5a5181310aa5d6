import { useEffect, useMemo } from 'react';
import { useChatServices } from '../../../apollo/chatServices';
import type { OutboxEntry } from '../../../apollo/outboxStorage';
import { createStore, useStore } from '../../../app/store';
import type { TimelineEntry } from '../timeline/entries';

const nothing = createStore<readonly OutboxEntry[]>([]);

/** Our messages to this room that the server has not acknowledged. */
export function useUnsent(roomId: string): readonly OutboxEntry[] {
  const { outbox } = useChatServices();
  const entries = useStore(outbox?.entries ?? nothing);
  return useMemo(() => entries.filter((entry) => entry.roomId === roomId), [entries, roomId]);
}

/** What the feed delivers is stored, whether or not an answer said so: it need not be sent again. */
export function useDeliveredFromOutbox(
  unsent: readonly OutboxEntry[],
  shown: readonly TimelineEntry[],
): void {
  const { outbox } = useChatServices();
  useEffect(() => {
    if (!outbox || unsent.length === 0) return;
    const stillUnsent = new Set(
      shown.filter(({ kind }) => kind === 'unsent').map(({ key }) => key),
    );
    for (const { clientMessageId } of unsent) {
      if (!stillUnsent.has(clientMessageId)) outbox.remove(clientMessageId);
    }
  }, [outbox, unsent, shown]);
}
