import { useRef } from 'react';
import { useText } from '../../../app/locale';
import { Icon } from '../../../ui/Icon';
import { attachmentsText } from '../attachments/attachmentsText';
import styles from './Composer.module.css';

export function AttachButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const text = useText(attachmentsText);
  const inputRef = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={styles.attach}
        aria-label={text.attach}
        title={text.attach}
        onClick={() => inputRef.current?.click()}
      >
        <Icon name="attach" size={22} />
      </button>
      <input
        ref={inputRef}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
