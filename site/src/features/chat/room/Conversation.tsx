import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { useChatServices } from '../../../apollo/chatServices';
import type { RoomQuery } from '../../../apollo/generated/chat';
import type { OutboxEntry } from '../../../apollo/outboxStorage';
import { useText } from '../../../app/locale';
import { useStore } from '../../../app/store';
import { Unreachable } from '../../../ui/Unreachable';
import { DropZone } from '../attachments/DropZone';
import { Uploads } from '../attachments/Uploads';
import { Composer, type Resumed } from '../composer/Composer';
import { MutedBar } from '../composer/MutedBar';
import { useCountdown } from '../composer/useCountdown';
import { useWriteWait } from '../composer/useWriteWait';
import { useMessageChanges } from '../feed/useMessageChanges';
import { MessageActionsProvider } from '../messages/messageActions';
import { MessageDialogs } from '../messages/MessageDialogs';
import { messagesText } from '../messages/messagesText';
import { OutcomeLine } from '../messages/OutcomeLine';
import { useMessageActionsOf } from '../messages/useMessageActionsOf';
import { RoomSearch } from '../search/RoomSearch';
import { TypingLine } from '../reading/TypingLine';
import { useMarkRead } from '../reading/useMarkRead';
import { useTypingNotice } from '../reading/useTypingNotice';
import { excerptEntries, timelineEntries } from '../timeline/entries';
import type { Quote } from '../timeline/timeline';
import { ConnectionBanner } from './ConnectionBanner';
import { JoinBar } from './JoinBar';
import { LogSkeleton } from './LogSkeleton';
import { MessageLog } from './MessageLog';
import { newestOwn, newestSeq, seenByOthers } from './newestOf';
import { useJump } from './useJump';
import { useLatestInCache } from './useLatestInCache';
import { useNames } from './useNames';
import type { useRoomFeed } from './useRoomFeed';
import { useRoomAfterRefusal } from './useRoomAfterRefusal';
import { useDeliveredFromOutbox, useUnsent } from './useUnsent';

interface ConversationProps {
  room: NonNullable<RoomQuery['room']>;
  feed: ReturnType<typeof useRoomFeed>;
  /** Whether the composer has the focus from the beginning. */
  takesFocus?: boolean;
  /** What stands in the composer's place for who may not write; by default, a way to join the room. */
  closed?: ReactNode;
}

/** What is said in a room, and where one writes. */
export function Conversation({ room, feed, takesFocus, closed }: ConversationProps) {
  const { outbox } = useChatServices();
  const text = useText(messagesText);
  const { isLoaded, refusal, older, newer } = feed;
  const { membership } = room;
  const ownId = membership?.participant.id;
  const mutedUntil = membership?.mutedUntil ? Date.parse(membership.mutedUntil) : null;
  const isMuted = useCountdown(mutedUntil) > 0;

  const changes = useMessageChanges(feed.feed);
  // In a busy room several messages are rendered together, and typing goes first. All at once, lest a
  // message be in none of them for a moment.
  const timeline = useDeferredValue(feed.timeline);
  const unsent = useDeferredValue(useUnsent(room.id));
  const pending = useDeferredValue(useStore(changes.pending));
  const viewed = useMemo(() => ({ timeline, ownId, pending }), [timeline, ownId, pending]);
  const entries = useMemo(() => timelineEntries(viewed, unsent), [viewed, unsent]);
  const excerpt = useMemo(() => excerptEntries(viewed), [viewed]);
  useDeliveredFromOutbox(unsent, entries);
  useLatestInCache(room.id, timeline);

  const [uploads] = useState(() => new Uploads(room.id));
  const [replyTo, setReplyTo] = useState<Quote | null>(null);
  const [resumed, setResumed] = useState<Resumed | null>(null);
  const [isAtEnd, setIsAtEnd] = useState(false);
  // How far the viewer had read when they came; what they say themselves ends the divider.
  const [readUpTo, setReadUpTo] = useState(membership?.lastReadSeq ?? null);
  const typing = useTypingNotice(room.id);
  const { target, jumpTo, hasFailed } = useJump(feed.feed);
  const messageActions = useMessageActionsOf({
    room,
    isMuted,
    changes,
    onReply: setReplyTo,
    onJump: jumpTo,
    nameOf: useNames(timeline.messages),
  });
  useMarkRead({
    roomId: room.id,
    lastReadSeq: membership?.lastReadSeq ?? null,
    newestSeq: newestSeq(timeline),
    isInView: isAtEnd,
  });
  const { waitUntil, isSlow } = useWriteWait(room);
  useRoomAfterRefusal(unsent);

  const unsentActions = useMemo(
    () => ({
      onRetry: (clientMessageId: string) => outbox?.retry(clientMessageId),
      onDiscard: (clientMessageId: string) => outbox?.remove(clientMessageId),
      onRewrite: (entry: OutboxEntry) => {
        outbox?.remove(entry.clientMessageId);
        setReplyTo(entry.replyTo);
        uploads.restore(entry.attachments);
        setResumed({ text: entry.text });
      },
    }),
    [outbox, uploads],
  );

  const mayWrite = membership && !room.isArchived && outbox;
  const log = excerpt ? timeline.excerpt : timeline;

  return (
    <MessageActionsProvider value={messageActions.actions}>
      <ConnectionBanner refusal={isLoaded ? refusal : null} />
      <DropZone isOpen={Boolean(mayWrite) && !isMuted} onFiles={(files) => uploads.add(files)}>
        {isLoaded && (
          <MessageLog
            title={room.title}
            entries={entries}
            excerpt={excerpt}
            ownId={ownId}
            readUpTo={readUpTo}
            isOver={room.isArchived}
            seenBy={room.memberCount <= 100 ? seenByOthers(timeline, ownId, feed.readSeqs) : 0}
            hasOlder={log?.older.exists ?? false}
            older={older}
            newer={newer}
            onLoadOlder={() => void feed.feed?.loadOlder()}
            onLoadNewer={() => void feed.feed?.loadNewer()}
            onCloseExcerpt={() => feed.feed?.closeExcerpt()}
            target={target}
            editing={messageActions.editing}
            unsent={unsentActions}
            onAtEnd={setIsAtEnd}
          />
        )}
        {isLoaded && outbox && <RoomSearch roomId={room.id} onPick={jumpTo} />}
        {!isLoaded && refusal && <Unreachable onRetry={() => void feed.feed?.refresh()} />}
        {!isLoaded && !refusal && <LogSkeleton />}
        <OutcomeLine
          outcome={
            hasFailed ? { kind: 'said', text: text.actions.jumpFailed } : messageActions.outcome
          }
          onClose={() => messageActions.say(null)}
        />
        {membership && <TypingLine typing={feed.typing} ownId={ownId} />}
        {mayWrite && isMuted && mutedUntil !== null && <MutedBar until={mutedUntil} />}
        {mayWrite && !isMuted && (
          <Composer
            title={room.title}
            roomId={room.id}
            ownId={ownId}
            uploads={uploads}
            typing={typing}
            replyTo={replyTo}
            onCancelReply={() => setReplyTo(null)}
            resumed={resumed}
            takesFocus={takesFocus ?? false}
            waitUntil={waitUntil}
            isSlow={isSlow}
            onSend={(said, attachments) => {
              outbox.add(room.id, { text: said, replyTo: replyTo && quoted(replyTo), attachments });
              setReplyTo(null);
              setReadUpTo(null);
            }}
            onEditLast={() => {
              const last = newestOwn(entries, ownId);
              if (!last || !messageActions.actions.mayEdit(last)) return false;
              messageActions.actions.edit(last);
              return true;
            }}
          />
        )}
        {!mayWrite && (closed ?? <JoinBar room={room} />)}
      </DropZone>
      <MessageDialogs asking={messageActions.asking} onClose={messageActions.stopAsking} />
    </MessageActionsProvider>
  );
}

/** Of a message no more than its quote, which is kept with the unsent one. */
function quoted({ id, seq, revision, kind, text, isBlocked, author, deletedAt }: Quote): Quote {
  return { id, seq, revision, kind, text, isBlocked, author, deletedAt };
}
