import { Link } from 'wouter';
import type { RoomFieldsFragment, RoomLatestFragment } from '../../../apollo/generated/chat';
import { useLocale, useText } from '../../../app/locale';
import { Avatar } from '../../../ui/Avatar';
import { chatText } from '../chatText';
import { formatRecent } from '../messages/formatTime';
import styles from './RoomItem.module.css';
import { RoomMarks } from './RoomMarks';

interface RoomItemProps {
  room: RoomFieldsFragment & RoomLatestFragment;
  isCurrent: boolean;
}

export function RoomItem({ room, isCurrent }: RoomItemProps) {
  const text = useText(chatText);
  const locale = useLocale();
  const latest = room.lastMessage;
  return (
    <Link
      href={`/rooms/${encodeURIComponent(room.slug)}`}
      className={styles.item}
      aria-current={isCurrent ? 'page' : undefined}
    >
      <Avatar name={room.title} seed={room.id} size={44} of="room" />
      <span className={styles.words}>
        <span className={styles.first}>
          <span className={styles.title}>{room.title}</span>
          {latest && (
            <time dateTime={latest.createdAt}>
              {formatRecent(new Date(latest.createdAt), locale)}
            </time>
          )}
        </span>
        <span className={styles.latest}>
          {latest ? (
            <>
              {latest.author && `${latest.author.name}: `}
              {latest.text ?? text.rooms.deleted}
            </>
          ) : (
            text.rooms.noMessages
          )}
        </span>
        <span className={styles.marks}>
          <span>{text.rooms.members(room.memberCount)}</span>
          <RoomMarks room={room} />
        </span>
      </span>
    </Link>
  );
}
