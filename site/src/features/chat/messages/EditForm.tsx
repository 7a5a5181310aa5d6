import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useText } from '../../../app/locale';
import { buttonClass } from '../../../ui/buttonClass';
import { isComposing } from '../composer/isComposing';
import { lengthOf, longestMessage, textToSend } from '../composer/messageDraft';
import styles from './EditForm.module.css';
import { messagesText } from './messagesText';

interface EditFormProps {
  text: string;
  /** An attachment alone may say nothing. */
  mayBeEmpty: boolean;
  onSave: (text: string) => void;
  onCancel: () => void;
}

/** A message's text, to be written anew in its place. */
export function EditForm({ text: original, mayBeEmpty, onSave, onCancel }: EditFormProps) {
  const text = useText(messagesText);
  const [draft, setDraft] = useState(original);
  const inputRef = useRef<HTMLTextAreaElement>(null);
  const toSend = textToSend(draft);
  const isSendable = (toSend !== '' || mayBeEmpty) && lengthOf(toSend) <= longestMessage;

  useLayoutEffect(() => {
    const input = inputRef.current;
    if (!input) return;
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
  }, []);

  useLayoutEffect(() => {
    const input = inputRef.current;
    if (!input) return;
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
  }, [draft]);

  const save = () => {
    if (!isSendable) return;
    if (toSend === original) onCancel();
    else onSave(toSend);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onCancel();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      save();
    }
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        ref={inputRef}
        rows={1}
        value={draft}
        aria-label={text.edit.label}
        aria-invalid={!isSendable}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.bottom}>
        <span className={styles.hint}>{text.edit.hint}</span>
        <button type="button" className={buttonClass('quiet', 'small')} onClick={onCancel}>
          {text.actions.cancel}
        </button>
        <button type="submit" className={buttonClass('primary', 'small')} disabled={!isSendable}>
          {text.edit.save}
        </button>
      </div>
    </form>
  );
}
