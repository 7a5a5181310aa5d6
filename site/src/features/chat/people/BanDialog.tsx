import { useMutation } from '@apollo/client/react';
import type { SubmitEvent } from 'react';
import { BanParticipantDocument, type PersonFragment } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { Alert } from '../../../ui/Alert';
import { buttonClass } from '../../../ui/buttonClass';
import { Dialog } from '../../../ui/Dialog';
import { DialogActions } from '../../../ui/DialogActions';
import { TextField } from '../../../ui/TextField';
import { fieldText } from '../fieldText';
import formStyles from '../rooms/RoomForm.module.css';
import { useRefusalWords } from '../useRefusalWords';
import { peopleText } from './peopleText';

interface BanDialogProps {
  roomId: string;
  person: PersonFragment;
  onClose: () => void;
}

/** In characters. */
const longestReason = 500;

export function BanDialog({ roomId, person, onClose }: BanDialogProps) {
  const text = useText(peopleText);
  const refusalWords = useRefusalWords();
  const [ban, { loading, error }] = useMutation(BanParticipantDocument, {
    refetchQueries: ['RoomPeople', 'BannedPeople'],
    onCompleted: onClose,
  });

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = fieldText(new FormData(event.currentTarget), 'reason') || null;
    const variables = { roomId, participantId: person.id, reason };
    if (!loading) void ban({ variables }).catch(() => undefined);
  };

  return (
    <Dialog title={text.ban.title(person.name)} onClose={onClose}>
      <form className={formStyles.form} onSubmit={onSubmit}>
        <p>{text.ban.text}</p>
        <TextField
          name="reason"
          label={text.ban.reason}
          hint={text.ban.reasonHint}
          maxLength={longestReason}
          autoComplete="off"
        />
        <Alert>{error && refusalWords(error)}</Alert>
        <DialogActions>
          <button type="button" className={buttonClass('secondary')} onClick={onClose}>
            {text.cancel}
          </button>
          <button type="submit" className={buttonClass('danger')} disabled={loading}>
            {text.ban.confirm}
          </button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
