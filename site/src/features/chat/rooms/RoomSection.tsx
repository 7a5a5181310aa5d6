import { useId } from 'react';
import { useText } from '../../../app/locale';
import { buttonClass } from '../../../ui/buttonClass';
import { chatText } from '../chatText';
import { RoomItem } from './RoomItem';
import styles from './RoomSection.module.css';
import type { ListedRoom, useRooms } from './useRooms';

interface RoomSectionProps {
  title: string | undefined;
  list: Pick<ReturnType<typeof useRooms>, 'hasMore' | 'showMore'>;
  rooms: readonly ListedRoom[];
  currentSlug: string | undefined;
}

/** Some of the rooms, under a title where there are others. */
export function RoomSection({ title, list, rooms, currentSlug }: RoomSectionProps) {
  const text = useText(chatText);
  const titleId = useId();
  return (
    <section className={styles.section} aria-labelledby={title && titleId}>
      {title && (
        <h3 id={titleId} className={styles.title}>
          {title}
        </h3>
      )}
      <ul className={styles.rooms}>
        {rooms.map((room) => (
          <li key={room.id}>
            <RoomItem room={room} isCurrent={room.slug === currentSlug} />
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <button type="button" className={buttonClass('secondary', 'small')} onClick={list.showMore}>
          {text.rooms.more}
        </button>
      )}
    </section>
  );
}
