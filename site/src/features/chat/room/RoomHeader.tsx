import { Link } from 'wouter';
import type { RoomFieldsFragment } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { buttonClass } from '../../../ui/buttonClass';
import { Icon } from '../../../ui/Icon';
import { chatText } from '../chatText';
import styles from './RoomHeader.module.css';
import { RoomMarks } from '../rooms/RoomMarks';

export function RoomHeader({ room }: { room: RoomFieldsFragment }) {
  const text = useText(chatText);
  return (
    <header className={styles.header}>
      <Link
        href="/rooms"
        className={`${buttonClass('quiet', 'round')} ${styles.back}`}
        aria-label={text.room.back}
      >
        <Icon name="back" />
      </Link>
      <div className={styles.words}>
        <h1 className={styles.title}>
          {room.title}
          <RoomMarks room={room} />
        </h1>
        {room.topic && <p className={styles.topic}>{room.topic}</p>}
      </div>
      <p className={styles.members}>
        <Icon name="users" size={16} />
        {text.rooms.members(room.memberCount)}
      </p>
    </header>
  );
}
