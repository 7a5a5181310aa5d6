import type { Ref } from 'react';
import { Link } from 'wouter';
import type { RoomFieldsFragment } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { useStore } from '../../../app/store';
import { buttonClass } from '../../../ui/buttonClass';
import { Icon } from '../../../ui/Icon';
import { sessionStore } from '../../account/session';
import { chatText } from '../chatText';
import { peopleText } from '../people/peopleText';
import { RoomMarks } from '../rooms/RoomMarks';
import { roomsText } from '../rooms/roomsText';
import styles from './RoomHeader.module.css';

interface RoomHeaderProps {
  room: RoomFieldsFragment;
  /** Of the element that holds the conversation's own buttons. */
  toolsRef: Ref<HTMLElement>;
  isPanelOpen: boolean;
  onTogglePanel: () => void;
}

export function RoomHeader({ room, toolsRef, isPanelOpen, onTogglePanel }: RoomHeaderProps) {
  const text = useText(chatText);
  const rooms = useText(roomsText);
  const people = useText(peopleText);
  // Only members of the site may see who is here.
  const isLoggedIn = useStore(sessionStore) !== null;
  const members = text.rooms.members(room.memberCount);
  const online = rooms.online(room.onlineCount);
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
      {isLoggedIn ? (
        <button
          type="button"
          className={`${buttonClass('quiet', 'small')} ${styles.people}`}
          aria-expanded={isPanelOpen}
          aria-label={people.open(members, online)}
          title={people.panel}
          onClick={onTogglePanel}
        >
          <Icon name="users" size={18} />
          <span className={styles.members}>{members}</span>
          {room.onlineCount > 0 && <span className={styles.online}>{online}</span>}
        </button>
      ) : (
        <p className={styles.people}>
          <Icon name="users" size={16} />
          {members}
        </p>
      )}
      <span ref={toolsRef} className={styles.tools} />
    </header>
  );
}
