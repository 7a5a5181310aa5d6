import { ApolloProvider, useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { useChatServices } from '../../apollo/chatServices';
import { RoomDocument } from '../../apollo/generated/chat';
import { useText } from '../../app/locale';
import { buttonClass } from '../../ui/buttonClass';
import { Icon } from '../../ui/Icon';
import { chatText } from './chatText';
import { MessageRow } from './messages/MessageRow';
import { LogSkeleton } from './room/LogSkeleton';
import { useRoomFeed } from './room/useRoomFeed';
import styles from './RoomPreview.module.css';
import { timelineEntries } from './timeline/entries';
import { timelineRows, type TimelineRow } from './timeline/rows';

/** How many of the latest messages are shown. */
const shownMessages = 5;

/** A room as it is now, for a page that is about something else. */
export default function RoomPreview({ slug }: { slug: string }) {
  const { apollo } = useChatServices();
  return (
    <ApolloProvider client={apollo}>
      <Preview slug={slug} />
    </ApolloProvider>
  );
}

function Preview({ slug }: { slug: string }) {
  const text = useText(chatText);
  const { data, error } = useQuery(RoomDocument, { variables: { slug } });
  const room = data?.room;
  const { timeline, isLoaded, refusal } = useRoomFeed({
    slug,
    memberOfRoomId: room?.membership ? room.id : undefined,
  });
  const ownId = room?.membership?.participant.id;
  const rows = useMemo(() => {
    const entries = timelineEntries({ timeline, ownId, pending: [] }, []).slice(-shownMessages);
    return timelineRows(entries, { ownId });
  }, [timeline, ownId]);
  // The room may have been closed, or made private, since the page was written.
  const hasFailed = room === null || error !== undefined || (!isLoaded && refusal !== null);

  return (
    <div className={styles.preview}>
      <div className={styles.top}>
        <Icon name="chat" />
        <h3>{room?.title ?? text.rooms.title}</h3>
        {room && <span className={styles.members}>{text.rooms.members(room.memberCount)}</span>}
      </div>
      {hasFailed ? (
        <p className={styles.note}>{text.preview.failed}</p>
      ) : (
        <Messages rows={isLoaded ? rows : null} />
      )}
      <Link
        href={room ? `/rooms/${encodeURIComponent(slug)}` : '/rooms'}
        className={`${buttonClass('primary')} ${styles.open}`}
      >
        {text.preview.open}
        <Icon name="arrow" />
      </Link>
    </div>
  );
}

/** @param rows null while they are on their way */
function Messages({ rows }: { rows: readonly TimelineRow[] | null }) {
  const text = useText(chatText);
  if (rows === null) return <LogSkeleton />;
  if (rows.length === 0) return <p className={styles.note}>{text.room.empty.text}</p>;
  return (
    <ol className={styles.messages}>
      {rows.map((row) => (
        <MessageRow key={row.key} row={row} />
      ))}
    </ol>
  );
}
