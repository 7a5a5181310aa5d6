import type { ReactNode } from 'react';
import { useText } from '../app/locale';
import { shellText } from '../app/shellText';
import { Alert } from './Alert';
import { buttonClass } from './buttonClass';
import { Dialog } from './Dialog';
import { DialogActions } from './DialogActions';

interface ConfirmDialogProps {
  /** The question. */
  title: string;
  /** What the button does, as a verb. */
  confirm: string;
  isBusy: boolean;
  error?: string | undefined;
  onConfirm: () => void;
  onClose: () => void;
  /** What happens then. */
  children: ReactNode;
}

/** Asks before something that cannot be taken back easily. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, confirm, isBusy, error, onConfirm, onClose, children } = props;
  const text = useText(shellText);
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <Alert>{error}</Alert>
      <DialogActions>
        <button type="button" className={buttonClass('secondary')} onClick={onClose}>
          {text.cancel}
        </button>
        <button
          type="button"
          className={buttonClass('danger')}
          disabled={isBusy}
          onClick={onConfirm}
        >
          {confirm}
        </button>
      </DialogActions>
    </Dialog>
  );
}
