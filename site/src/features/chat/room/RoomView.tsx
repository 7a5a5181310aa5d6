import { useQuery } from '@apollo/client/react';
import { useDeferredValue, useMemo } from 'react';
import { useChatServices } from '../../../apollo/chatServices';
import { RoomDocument, type RoomQuery } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { Notice } from '../../../ui/Notice';
import { Unreachable } from '../../../ui/Unreachable';
import { useDocumentTitle } from '../../../ui/useDocumentTitle';
import { chatText } from '../chatText';
import { timelineEntries } from '../timeline/entries';
import { Composer } from './Composer';
import { ConnectionBanner } from './ConnectionBanner';
import { JoinBar } from './JoinBar';
import { LogSkeleton } from './LogSkeleton';
import { MessageLog } from './MessageLog';
import { RoomHeader } from './RoomHeader';
import styles from './RoomView.module.css';
import { useRoomFeed } from './useRoomFeed';
import { useLatestInCache } from './useLatestInCache';
import { useDeliveredFromOutbox, useUnsent } from './useUnsent';

type Room = NonNullable<RoomQuery['room']>;

export function RoomView({ slug }: { slug: string }) {
  const text = useText(chatText);
  const { data, error, refetch } = useQuery(RoomDocument, {
    variables: { slug },
    fetchPolicy: 'cache-and-network',
  });
  const room = data?.room;
  const feed = useRoomFeed({ slug, memberOfRoomId: room?.membership ? room.id : undefined });
  useDocumentTitle(room?.title ?? text.rooms.title);

  if (room) return <OpenRoom room={room} feed={feed} />;
  if (error) return <Unreachable onRetry={() => void refetch()} />;
  if (data) {
    return (
      <Notice
        level={1}
        icon="lock"
        title={text.room.notFound.title}
        text={text.room.notFound.text}
      />
    );
  }
  return <LogSkeleton />;
}

function OpenRoom({ room, feed }: { room: Room; feed: ReturnType<typeof useRoomFeed> }) {
  const { outbox } = useChatServices();
  const { isLoaded, refusal, older } = feed;
  // In a busy room several messages are rendered together, and typing goes first. Both at once, lest a
  // message be in neither for a moment.
  const timeline = useDeferredValue(feed.timeline);
  const unsent = useDeferredValue(useUnsent(room.id));
  const ownId = room.membership?.participant.id;
  const entries = useMemo(
    () => timelineEntries(timeline, unsent, ownId),
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
    <div className={styles.room}>
      <RoomHeader room={room} />
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
        <Composer title={room.title} onSend={(text) => outbox.add(room.id, text)} />
      ) : (
        <JoinBar room={room} />
      )}
    </div>
  );
}
