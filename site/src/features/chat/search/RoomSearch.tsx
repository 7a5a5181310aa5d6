import { useContext, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useText } from '../../../app/locale';
import { buttonClass } from '../../../ui/buttonClass';
import { Icon } from '../../../ui/Icon';
import { HeaderTools } from '../room/headerTools';
import { SearchPanel } from './SearchPanel';
import { searchText } from './searchText';

interface RoomSearchProps {
  roomId: string;
  onPick: (messageId: string) => void;
}

/** In CSS pixels: where the panel covers the log, it makes way for what was picked. */
const narrow = 720;

/** The search of a room, and in the room's header the button that opens it. */
export function RoomSearch({ roomId, onPick }: RoomSearchProps) {
  const text = useText(searchText);
  const tools = useContext(HeaderTools);
  const [isOpen, setIsOpen] = useState(false);
  const buttonRef = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsOpen(false);
    buttonRef.current?.focus();
  };
  return (
    <>
      {tools &&
        createPortal(
          <button
            ref={buttonRef}
            type="button"
            className={buttonClass('quiet', 'round')}
            aria-label={text.title}
            title={text.open}
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            <Icon name="search" size={20} />
          </button>,
          tools,
        )}
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
