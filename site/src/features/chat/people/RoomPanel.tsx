import type { RoomQuery } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { SidePanel } from '../../../ui/SidePanel';
import { BannedList } from './BannedList';
import { BlockedList } from './BlockedList';
import { PeopleList } from './PeopleList';
import { peopleText } from './peopleText';
import { moderates } from './powers';
import { RoomActions } from './RoomActions';
import styles from './RoomPanel.module.css';
import { useStanding } from './useStanding';

interface RoomPanelProps {
  room: NonNullable<RoomQuery['room']>;
  onClose: () => void;
}

/** Who is in a room, and what the viewer may do about it. */
export function RoomPanel({ room, onClose }: RoomPanelProps) {
  const text = useText(peopleText);
  const standing = useStanding(room);
  const own = room.membership?.participant;
  return (
    <SidePanel title={text.panel} onClose={onClose}>
      {room.topic && <p className={styles.topic}>{room.topic}</p>}
      {own && (
        <p className={styles.own}>
          {room.identityMode === 'ANONYMOUS' ? text.ownAlias(own.name) : text.ownName(own.name)}
        </p>
      )}
      <RoomActions room={room} standing={standing} />
      <PeopleList room={room} standing={standing} />
      {own && <BlockedList roomId={room.id} />}
      {moderates(standing) && <BannedList roomId={room.id} />}
    </SidePanel>
  );
}
