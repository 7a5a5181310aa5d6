import type { TimelineEntry } from '../timeline/entries';
import type { Message, Timeline } from '../timeline/timeline';

export function newestSeq({ messages, acknowledged }: Timeline): number {
  return Math.max(messages.at(-1)?.seq ?? 0, ...acknowledged.map(({ seq }) => seq));
}

/** What the viewer said last, for them to change. */
export function newestOwn(
  entries: readonly TimelineEntry[],
  ownId: string | undefined,
): Message | null {
  const entry = entries.findLast(
    (other) =>
      other.kind === 'stored' && other.message.author?.id === ownId && other.message.text !== null,
  );
  return entry?.kind === 'stored' ? entry.message : null;
}

/** How many others have read the newest message, where that is the viewer's own. */
export function seenByOthers(
  { messages }: Timeline,
  ownId: string | undefined,
  readSeqs: ReadonlyMap<string, number>,
): number {
  const newest = messages.at(-1);
  if (!newest || ownId === undefined || newest.author?.id !== ownId) return 0;
  return [...readSeqs].filter(([id, seq]) => id !== ownId && seq >= newest.seq).length;
}
