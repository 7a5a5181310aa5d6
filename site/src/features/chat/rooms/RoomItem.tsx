import { Link } from 'wouter';
import { useLocale, useText } from '../../../app/locale';
import { Avatar } from '../../../ui/Avatar';
import { chatText } from '../chatText';
import { useUnread } from '../inbox/useInbox';
import { formatRecent } from '../messages/formatTime';
import styles from './RoomItem.module.css';
import { RoomMarks } from './RoomMarks';
import { roomsText } from './roomsText';
import { UnreadBadge } from './UnreadBadge';
import type { ListedRoom } from './useRooms';

interface RoomItemProps {
  room: ListedRoom;
  isCurrent: boolean;
}

export function RoomItem({ room, isCurrent }: RoomItemProps) {
  const text = useText(chatText);
  const own = useText(roomsText);
  const locale = useLocale();
  const unread = useUnread(room.id);
  const unreadCount = isCurrent ? 0 : (unread?.count ?? room.membership?.unreadCount ?? 0);
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
          {latest ? <Latest message={latest} /> : text.rooms.noMessages}
        </span>
        <span className={styles.marks}>
          <span>{text.rooms.members(room.memberCount)}</span>
          {room.onlineCount > 0 && (
            <span className={styles.online}>{own.online(room.onlineCount)}</span>
          )}
          <RoomMarks room={room} />
          <UnreadBadge count={unreadCount} hasMention={unread?.hasMention ?? false} />
        </span>
      </span>
    </Link>
  );
}

function Latest({ message }: { message: NonNullable<ListedRoom['lastMessage']> }) {
  const { rooms } = useText(chatText);
  const { author, text, isBlocked } = message;
  if (isBlocked) return rooms.blocked;
  return (
    <>
      {author && `${author.name}: `}
      {text === '' ? rooms.attachment : (text ?? rooms.deleted)}
    </>
  );
}
