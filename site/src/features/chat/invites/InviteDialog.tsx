import { useMutation } from '@apollo/client/react';
import type { SubmitEvent } from 'react';
import { CreateInviteDocument } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { Alert } from '../../../ui/Alert';
import { buttonClass } from '../../../ui/buttonClass';
import { Dialog } from '../../../ui/Dialog';
import { DialogActions } from '../../../ui/DialogActions';
import { SelectField } from '../../../ui/SelectField';
import { fieldText } from '../fieldText';
import formStyles from '../rooms/RoomForm.module.css';
import { useRefusalWords } from '../useRefusalWords';
import { InviteLink } from './InviteLink';
import { inviteText } from './inviteText';

interface InviteDialogProps {
  roomId: string;
  onClose: () => void;
}

const hours = ['1', '24', '168', '720'] as const;
const uses = [1, 5, 25, 100];

export function InviteDialog({ roomId, onClose }: InviteDialogProps) {
  const text = useText(inviteText);
  const refusalWords = useRefusalWords();
  const [create, { data, loading, error }] = useMutation(CreateInviteDocument);

  if (data) {
    return (
      <Dialog title={text.title} onClose={onClose}>
        <InviteLink invite={data.createInvite} onClose={onClose} />
      </Dialog>
    );
  }

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const variables = {
      roomId,
      expiresInSeconds: Number(fieldText(form, 'hours')) * 3600,
      maxUses: Number(fieldText(form, 'uses')),
    };
    if (!loading) void create({ variables }).catch(() => undefined);
  };

  return (
    <Dialog title={text.title} onClose={onClose}>
      <form className={formStyles.form} onSubmit={onSubmit}>
        <p>{text.lead}</p>
        <SelectField
          name="hours"
          label={text.expires}
          defaultValue="168"
          options={hours.map((value) => ({ value, label: text.hours[value] }))}
        />
        <SelectField
          name="uses"
          label={text.uses}
          defaultValue={1}
          options={uses.map((value) => ({ value, label: text.usesOf(value) }))}
        />
        <Alert>{error && refusalWords(error)}</Alert>
        <DialogActions>
          <button type="button" className={buttonClass('secondary')} onClick={onClose}>
            {text.cancel}
          </button>
          <button type="submit" className={buttonClass('primary')} disabled={loading}>
            {loading ? text.busy : text.create}
          </button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
