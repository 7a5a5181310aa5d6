import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useText } from '../app/locale';
import { shellText } from '../app/shellText';
import { buttonClass } from './buttonClass';
import styles from './Dialog.module.css';
import { Icon } from './Icon';

interface DialogProps {
  title: string;
  /** Called for Escape, the close button and a click beside the dialog as well. */
  onClose: () => void;
  children: ReactNode;
}

/**
 * Asks something, or shows something, before all else: the browser's own modal dialog, which keeps the focus
 * inside and gives it back. Render it for as long as it is open.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const text = useText(shellText);
  const titleId = useId();
  const dialogRef = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = dialogRef.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);

  return (
    <dialog
      ref={dialogRef}
      className={styles.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // The dialog's own area is all covered by its content: what hits it hit the backdrop.
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
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
    </dialog>
  );
}
