import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useText } from '../../../app/locale';
import { Icon } from '../../../ui/Icon';
import { chatText } from '../chatText';
import styles from './Composer.module.css';
import { countFrom, lengthOf, longestMessage, textToSend } from './messageDraft';

interface ComposerProps {
  /** Of the room. */
  title: string;
  onSend: (text: string) => void;
}

export function Composer({ title, onSend }: ComposerProps) {
  const text = useText(chatText);
  const [draft, setDraft] = useState('');
  const inputRef = useRef<HTMLTextAreaElement>(null);
  const toSend = textToSend(draft);
  const used = lengthOf(toSend);
  const isTooLong = used > longestMessage;

  // As tall as what is written, up to the limit that the style sheet sets.
  useLayoutEffect(() => {
    const input = inputRef.current;
    if (!input) return;
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
  }, [draft]);

  const send = () => {
    if (used === 0 || isTooLong) return;
    onSend(toSend);
    setDraft('');
    inputRef.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    // While a Korean syllable is being composed, Enter finishes that. Safari ends the composition before it
    // reports the key; there only the key code tells.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={styles.box} data-invalid={isTooLong}>
        <textarea
          ref={inputRef}
          rows={1}
          value={draft}
          enterKeyHint="send"
          placeholder={text.composer.placeholder}
          aria-label={text.composer.label(title)}
          aria-describedby="composer-hint composer-count"
          aria-invalid={isTooLong}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          className={styles.send}
          aria-label={text.composer.send}
          disabled={used === 0 || isTooLong}
        >
          <Icon name="send" size={22} />
        </button>
      </div>
      <div className={styles.notes}>
        <p id="composer-hint" className={styles.hint}>
          {text.composer.hint}
        </p>
        <p id="composer-count" className={styles.count} role="status">
          {isTooLong && <strong>{text.composer.tooLong} </strong>}
          {used >= countFrom && text.composer.count(used, longestMessage)}
        </p>
      </div>
    </form>
  );
}
