import type { RoomFieldsFragment } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { Icon, type IconName } from '../../../ui/Icon';
import { chatText } from '../chatText';
import styles from './RoomMarks.module.css';

/** What is special about a room. */
export function RoomMarks({ room }: { room: RoomFieldsFragment }) {
  const text = useText(chatText);
  return (
    <>
      {room.identityMode === 'ANONYMOUS' && <Mark icon="mask" label={text.rooms.anonymous} />}
      {room.kind === 'PRIVATE' && <Mark icon="lock" label={text.rooms.private} />}
      {room.isArchived && <Mark icon="clock" label={text.rooms.archived} />}
    </>
  );
}

function Mark({ icon, label }: { icon: IconName; label: string }) {
  return (
    <span className={styles.mark}>
      <Icon name={icon} size={14} />
      {label}
    </span>
  );
}
