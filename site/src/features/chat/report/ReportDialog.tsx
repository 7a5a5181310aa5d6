import { useMutation } from '@apollo/client/react';
import { useState, type SubmitEvent } from 'react';
import { ReportDocument, type ReportReason } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { Alert } from '../../../ui/Alert';
import { buttonClass } from '../../../ui/buttonClass';
import { ChoiceField } from '../../../ui/ChoiceField';
import { Dialog } from '../../../ui/Dialog';
import { DialogActions } from '../../../ui/DialogActions';
import { TextArea } from '../../../ui/TextArea';
import { useRefusalWords } from '../useRefusalWords';
import styles from './ReportDialog.module.css';
import { reportText } from './reportText';

interface ReportDialogProps {
  roomId: string;
  /** What is reported: a message, else a person, else the room itself. */
  messageId?: string | undefined;
  participantId?: string | undefined;
  onClose: () => void;
}

const reasons = Object.keys(reportText.en.reasons) as ReportReason[];

/** In characters. */
const longestNote = 1000;

export function ReportDialog({ roomId, messageId, participantId, onClose }: ReportDialogProps) {
  const text = useText(reportText);
  const [send, { data, loading, error }] = useMutation(ReportDocument);
  const [isReasonMissing, setIsReasonMissing] = useState(false);
  const refusalWords = useRefusalWords({ CONFLICT: text.already });

  const title = messageId ? text.ofMessage : participantId ? text.ofPerson : text.ofRoom;

  if (data) {
    return (
      <Dialog title={text.sent.title} onClose={onClose}>
        <p role="status">{text.sent.text}</p>
        <DialogActions>
          <button type="button" className={buttonClass('primary')} onClick={onClose}>
            {text.sent.close}
          </button>
        </DialogActions>
      </Dialog>
    );
  }

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const reason = reasons.find((one) => one === form.get('reason'));
    const note = form.get('note');
    setIsReasonMissing(reason === undefined);
    if (reason === undefined || loading) return;
    const input = {
      roomId,
      messageId,
      participantId,
      reason,
      note: typeof note === 'string' && note.trim() ? note.trim() : null,
    };
    void send({ variables: { input } }).catch(() => undefined);
  };

  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate className={styles.form} onSubmit={onSubmit}>
        <ChoiceField
          name="reason"
          label={text.reason}
          options={reasons.map((reason) => ({ value: reason, label: text.reasons[reason] }))}
        />
        <TextArea name="note" label={text.note} hint={text.noteHint} maxLength={longestNote} />
        <Alert>{isReasonMissing ? text.chooseReason : error && refusalWords(error)}</Alert>
        <DialogActions>
          <button type="button" className={buttonClass('secondary')} onClick={onClose}>
            {text.cancel}
          </button>
          <button type="submit" className={buttonClass('primary')} disabled={loading}>
            {loading ? text.busy : text.send}
          </button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
