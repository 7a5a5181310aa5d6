import { useDeferredValue, useMemo } from 'react';
import { useChatServices } from '../../../apollo/chatServices';
import type { RoomQuery } from '../../../apollo/generated/chat';
import { Unreachable } from '../../../ui/Unreachable';
import { timelineEntries } from '../timeline/entries';
import { Composer } from './Composer';
import { ConnectionBanner } from './ConnectionBanner';
import { JoinBar } from './JoinBar';
import { LogSkeleton } from './LogSkeleton';
import { MessageLog } from './MessageLog';
import { useLatestInCache } from './useLatestInCache';
import type { useRoomFeed } from './useRoomFeed';
import { useDeliveredFromOutbox, useUnsent } from './useUnsent';

interface ConversationProps {
  room: NonNullable<RoomQuery['room']>;
  feed: ReturnType<typeof useRoomFeed>;
}

/** What is said in a room, and where one writes. */
export function Conversation({ room, feed }: ConversationProps) {
  const { outbox } = useChatServices();
  const { isLoaded, refusal, older } = feed;
  // In a busy room several messages are rendered together, and typing goes first. Both at once, lest a
  // message be in neither for a moment.
  const timeline = useDeferredValue(feed.timeline);
  const unsent = useDeferredValue(useUnsent(room.id));
  const ownId = room.membership?.participant.id;
  const entries = useMemo(
    () => timelineEntries({ timeline, ownId, pending: [] }, unsent),
    [timeline, unsent, ownId],
  );
  useDeliveredFromOutbox(unsent, entries);
  useLatestInCache(room.id, timeline);

  const unsentActions = useMemo(
    () => ({
      onRetry: (clientMessageId: string) => outbox?.retry(clientMessageId),
      onDiscard: (clientMessageId: string) => outbox?.remove(clientMessageId),
    }),
    [outbox],
  );

  const mayWrite = room.membership && !room.isArchived && outbox;

  return (
    <>
      <ConnectionBanner refusal={isLoaded ? refusal : null} />
      {isLoaded && (
        <MessageLog
          title={room.title}
          entries={entries}
          ownId={ownId}
          hasOlder={timeline.older.exists}
          older={older}
          onLoadOlder={() => void feed.feed?.loadOlder()}
          unsent={unsentActions}
        />
      )}
      {!isLoaded && refusal && <Unreachable onRetry={() => void feed.feed?.refresh()} />}
      {!isLoaded && !refusal && <LogSkeleton />}
      {mayWrite ? (
        <Composer title={room.title} onSend={(text) => outbox.add(room.id, { text })} />
      ) : (
        <JoinBar room={room} />
      )}
    </>
  );
}
