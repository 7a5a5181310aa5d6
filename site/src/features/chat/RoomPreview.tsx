import { Link } from 'wouter';
import { useMemo } from 'react';
import { ApolloProvider, useQuery } from '@apollo/client/react';
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
import { timelineRows } from './timeline/rows';

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
  const { data } = useQuery(RoomDocument, { variables: { slug } });
  const room = data?.room;
  const { timeline, isLoaded, refusal } = useRoomFeed({
    slug,
    memberOfRoomId: room?.membership ? room.id : undefined,
  });
  const ownId = room?.membership?.participant.id;
  const rows = useMemo(() => {
    const entries = timelineEntries(timeline, [], ownId).slice(-shownMessages);
    return timelineRows(entries, ownId);
  }, [timeline, ownId]);

  return (
    <div className={styles.preview}>
      <div className={styles.top}>
        <Icon name="chat" />
        <h3>{room?.title}</h3>
        {room && <span className={styles.members}>{text.rooms.members(room.memberCount)}</span>}
      </div>
      {isLoaded && (
        <ol className={styles.messages}>
          {rows.map((row) => (
            <MessageRow key={row.key} row={row} />
          ))}
        </ol>
      )}
      {!isLoaded &&
        (refusal ? <p className={styles.failed}>{text.preview.failed}</p> : <LogSkeleton />)}
      <Link
        href={`/rooms/${encodeURIComponent(slug)}`}
        className={`${buttonClass('primary')} ${styles.open}`}
      >
        {text.preview.open}
        <Icon name="arrow" />
      </Link>
    </div>
  );
}
