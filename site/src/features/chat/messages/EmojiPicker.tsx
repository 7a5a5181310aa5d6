import { useText } from '../../../app/locale';
import { Popup } from '../../../ui/Popup';
import { pickerEmoji } from './emoji';
import styles from './EmojiPicker.module.css';
import { messagesText } from './messagesText';

interface EmojiPickerProps {
  anchor: HTMLElement;
  onPick: (emoji: string) => void;
  onClose: () => void;
}

export function EmojiPicker({ anchor, onPick, onClose }: EmojiPickerProps) {
  const text = useText(messagesText);
  return (
    <Popup anchor={anchor} role="dialog" label={text.actions.picker} onClose={onClose}>
      <div className={styles.grid}>
        {pickerEmoji.map((emoji) => (
          <button key={emoji} type="button" onClick={() => onPick(emoji)}>
            {emoji}
          </button>
        ))}
      </div>
    </Popup>
  );
}
