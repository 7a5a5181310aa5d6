import { useEffect, useEffectEvent, useRef } from 'react';
import { useChatServices } from '../../../apollo/chatServices';
import { MarkReadDocument, RoomReadingFragmentDoc } from '../../../apollo/generated/chat';
import { usePageVisible } from '../../../ui/usePageVisible';

interface UseMarkReadOptions {
  roomId: string;
  /** How far the server knows the viewer to have read; null for who is no member. */
  lastReadSeq: number | null;
  /** Of the newest message of the room. */
  newestSeq: number;
  /** True where that message is in view. */
  isInView: boolean;
}

/** Messages that come together are marked together, after this many milliseconds. */
const gatherMs = 400;

/** Tells the server how far the viewer has read: when the newest message is seen, in a page that is seen. */
export function useMarkRead({ roomId, lastReadSeq, newestSeq, isInView }: UseMarkReadOptions) {
  const { apollo } = useChatServices();
  const isVisible = usePageVisible();
  const markedSeq = useRef(0);
  const isUnread = lastReadSeq !== null && newestSeq > lastReadSeq;
  const isDue = isUnread && isInView && isVisible;

  const mark = useEffectEvent(async () => {
    if (newestSeq <= markedSeq.current) return;
    markedSeq.current = newestSeq;
    try {
      const { data } = await apollo.mutate({
        mutation: MarkReadDocument,
        variables: { roomId, seq: newestSeq },
        fetchPolicy: 'no-cache',
      });
      if (!data) return;
      apollo.cache.writeFragment({
        from: { __typename: 'Room', id: roomId },
        fragment: RoomReadingFragmentDoc,
        data: { membership: data.markRead },
      });
    } catch {
      // The next message, or the next visit, marks these as well.
      markedSeq.current = 0;
    }
  });

  useEffect(() => {
    if (!isDue) return;
    const timer = setTimeout(() => void mark(), gatherMs);
    return () => clearTimeout(timer);
  }, [isDue, newestSeq, roomId]);
}
