import { useId, type ReactNode } from 'react';
import { useText } from '../app/locale';
import { shellText } from '../app/shellText';
import { buttonClass } from './buttonClass';
import styles from './Dialog.module.css';
import { Icon } from './Icon';
import { ModalDialog } from './ModalDialog';

interface DialogProps {
  title: string;
  /** Called for Escape, the close button and a click beside the dialog as well. */
  onClose: () => void;
  children: ReactNode;
}

/** Asks something, or shows something, before all else. Render it for as long as it is open. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const text = useText(shellText);
  const titleId = useId();

  return (
    <ModalDialog className={styles.dialog} aria-labelledby={titleId} onClose={onClose}>
      <div className={styles.content}>
        <div className={styles.top}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          <button
            type="button"
            className={buttonClass('quiet', 'round')}
            aria-label={text.close}
            onClick={onClose}
          >
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </ModalDialog>
  );
}
