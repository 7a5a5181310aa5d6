import type { Timeline } from '../chat/timeline/timeline';

interface Reader {
  readonly lastReadSeq: number;
  readonly participant: { readonly id: string };
}

/** How many of a room's messages somebody has not read; what they said themselves is none. */
export function unreadOf({ messages }: Timeline, reader: Reader | null): number {
  if (!reader) return 0;
  const { lastReadSeq, participant } = reader;
  return messages.filter(({ seq, author }) => seq > lastReadSeq && author?.id !== participant.id)
    .length;
}
