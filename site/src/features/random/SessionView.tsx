import { useQuery } from '@apollo/client/react';
import { useMemo, useState } from 'react';
import { RoomDocument } from '../../apollo/generated/chat';
import { useText } from '../../app/locale';
import { Unreachable } from '../../ui/Unreachable';
import { useDocumentTitle, useUnreadInTitle } from '../../ui/useDocumentTitle';
import { usePageVisible } from '../../ui/usePageVisible';
import { ReportDialog } from '../chat/report/ReportDialog';
import { Conversation } from '../chat/room/Conversation';
import { LogSkeleton } from '../chat/room/LogSkeleton';
import { useRoomFeed } from '../chat/room/useRoomFeed';
import { BlockDialog } from './BlockDialog';
import { EndedBar } from './EndedBar';
import type { Match } from './match';
import type { RandomMatch } from './RandomMatch';
import { randomText } from './randomText';
import { SessionHeader } from './SessionHeader';
import styles from './SessionView.module.css';
import { unreadOf } from './unreadOf';
import { useNextKey } from './useNextKey';

interface SessionViewProps {
  match: Extract<Match, { phase: 'talking' | 'ended' }>;
  actions: Pick<RandomMatch, 'next' | 'stop'>;
}

/** A conversation with somebody unknown, and what is left of it once it is over. */
export function SessionView({ match, actions }: SessionViewProps) {
  const text = useText(randomText);
  const { partner } = match.session;
  const { id: roomId, slug } = match.session.room;
  const isOver = match.phase === 'ended';
  const [asking, setAsking] = useState<'report' | 'block' | null>(null);
  const stopAsking = () => setAsking(null);
  const isArmed = useNextKey(() => actions.next());

  const { data, error, refetch } = useQuery(RoomDocument, {
    variables: { slug },
    fetchPolicy: 'cache-and-network',
  });
  const feed = useRoomFeed({ slug, memberOfRoomId: roomId });
  // To the two in it, a session's room is the other one.
  const room = useMemo(
    () =>
      data?.room && {
        ...data.room,
        title: partner.name,
        isArchived: data.room.isArchived || isOver,
      },
    [data, partner.name, isOver],
  );
  useUnreadInTitle(room ? unreadOf(feed.timeline, room.membership) : 0);
  useArrivalInTitle(partner.name);

  return (
    <section className={styles.session} aria-label={text.title}>
      <SessionHeader
        match={match}
        onNext={() => actions.next()}
        onStop={() => actions.stop()}
        onReport={() => setAsking('report')}
        onBlock={() => setAsking('block')}
      />
      {room && (
        <Conversation
          room={room}
          feed={feed}
          takesFocus
          closed={
            isOver && (
              <EndedBar
                reason={match.reason}
                onNext={() => actions.next()}
                onReport={() => setAsking('report')}
                onBlock={() => setAsking('block')}
                onStop={() => actions.stop()}
              />
            )
          }
        />
      )}
      {!room && (error ?? data) && <Unreachable onRetry={() => void refetch()} />}
      {!room && !error && !data && <LogSkeleton />}
      <div role="status">{isArmed && <p className={styles.hint}>{text.talk.nextHint}</p>}</div>
      {asking === 'report' && (
        <ReportDialog roomId={roomId} participantId={partner.id} onClose={stopAsking} />
      )}
      {asking === 'block' && <BlockDialog roomId={roomId} partner={partner} onClose={stopAsking} />}
    </section>
  );
}

/** A tab behind another says that somebody has come; once it was seen, it has their name. */
function useArrivalInTitle(name: string): void {
  const text = useText(randomText);
  const isVisible = usePageVisible();
  const [wasSeen, setWasSeen] = useState(isVisible);
  if (isVisible && !wasSeen) setWasSeen(true);
  useDocumentTitle(wasSeen ? name : text.talk.arrived(name));
}
