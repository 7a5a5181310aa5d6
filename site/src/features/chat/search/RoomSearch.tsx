import { useRef, useState } from 'react';
import { useText } from '../../../app/locale';
import { Icon } from '../../../ui/Icon';
import styles from './RoomSearch.module.css';
import { SearchPanel } from './SearchPanel';
import { searchText } from './searchText';

interface RoomSearchProps {
  roomId: string;
  onPick: (messageId: string) => void;
}

/** In CSS pixels: where the panel covers the log, it makes way for what was picked. */
const narrow = 720;

/** The button that opens the search of a room, and the search. */
export function RoomSearch({ roomId, onPick }: RoomSearchProps) {
  const text = useText(searchText);
  const [isOpen, setIsOpen] = useState(false);
  const buttonRef = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsOpen(false);
    buttonRef.current?.focus();
  };
  return (
    <>
      <button
        ref={buttonRef}
        type="button"
        className={styles.open}
        aria-label={text.title}
        title={text.open}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(true)}
      >
        <Icon name="search" size={20} />
      </button>
      {isOpen && (
        <SearchPanel
          roomId={roomId}
          onPick={(messageId) => {
            if (window.innerWidth < narrow) setIsOpen(false);
            onPick(messageId);
          }}
          onClose={close}
        />
      )}
    </>
  );
}
