import { useText } from '../../../app/locale';
import { buttonClass } from '../../../ui/buttonClass';
import { Dialog } from '../../../ui/Dialog';
import { DialogActions } from '../../../ui/DialogActions';
import { messagesText } from './messagesText';

interface ConfirmDialogProps {
  question: { readonly title: string; readonly text: string; readonly confirm: string };
  onConfirm: () => void;
  onClose: () => void;
}

export function ConfirmDialog({ question, onConfirm, onClose }: ConfirmDialogProps) {
  const text = useText(messagesText);
  return (
    <Dialog title={question.title} onClose={onClose}>
      <p>{question.text}</p>
      <DialogActions>
        <button type="button" className={buttonClass('secondary')} onClick={onClose}>
          {text.actions.cancel}
        </button>
        <button
          type="button"
          className={buttonClass('primary')}
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {question.confirm}
        </button>
      </DialogActions>
    </Dialog>
  );
}
