import type { OutboxEntry } from '../../../apollo/outboxStorage';
import type { Message, Timeline } from './timeline';

export type TimelineEntry =
  | { readonly kind: 'stored'; readonly key: string; readonly message: Message }
  | { readonly kind: 'unsent'; readonly key: string; readonly entry: OutboxEntry };

/**
 * What a room shows: its messages in order, and after them those of ours that are still on their way. An
 * entry keeps its key when it is stored, so that it stays the same element on the page.
 * @param ownId of the viewer's participant: another's message may carry the same client id, and is not ours
 */
export function timelineEntries(
  timeline: Timeline,
  outbox: readonly OutboxEntry[],
  ownId: string | undefined,
): TimelineEntry[] {
  const messages = inOrder(timeline.messages, timeline.acknowledged);
  const own = new Set<string>();
  const entries: TimelineEntry[] = messages.map((message) => {
    const isOwn = ownId !== undefined && message.author?.id === ownId;
    if (!isOwn || !message.clientMessageId) return { kind: 'stored', key: message.id, message };
    own.add(message.clientMessageId);
    return { kind: 'stored', key: message.clientMessageId, message };
  });
  for (const entry of outbox) {
    if (own.has(entry.clientMessageId)) continue;
    entries.push({ kind: 'unsent', key: entry.clientMessageId, entry });
  }
  return entries;
}

function inOrder(delivered: readonly Message[], acknowledged: readonly Message[]) {
  if (acknowledged.length === 0) return delivered;
  return [...delivered, ...acknowledged].sort((a, b) => a.seq - b.seq);
}
