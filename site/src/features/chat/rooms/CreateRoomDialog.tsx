import { useMutation } from '@apollo/client/react';
import { useState, type SubmitEvent } from 'react';
import { useLocation } from 'wouter';
import {
  CreateRoomDocument,
  type IdentityMode,
  type RoomKind,
} from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { Alert } from '../../../ui/Alert';
import { buttonClass } from '../../../ui/buttonClass';
import { ChoiceField } from '../../../ui/ChoiceField';
import { Dialog } from '../../../ui/Dialog';
import { DialogActions } from '../../../ui/DialogActions';
import { TextField } from '../../../ui/TextField';
import { fieldText } from '../fieldText';
import { useRefusalWords } from '../useRefusalWords';
import { longestTitle, longestTopic } from './roomLimits';
import styles from './RoomForm.module.css';
import { roomsText } from './roomsText';

export function CreateRoomDialog({ onClose }: { onClose: () => void }) {
  const text = useText(roomsText);
  const words = text.form;
  const [, navigate] = useLocation();
  const [isTitleMissing, setIsTitleMissing] = useState(false);
  const refusalWords = useRefusalWords({ FORBIDDEN: words.forbidden });
  const [create, { loading, error }] = useMutation(CreateRoomDocument, {
    refetchQueries: ['Rooms'],
    onCompleted: ({ createRoom }) => {
      onClose();
      navigate(`/rooms/${encodeURIComponent(createRoom.slug)}`);
    },
  });

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const title = fieldText(form, 'title');
    setIsTitleMissing(title === '');
    if (title === '') {
      event.currentTarget.querySelector('input')?.focus();
      return;
    }
    if (loading) return;
    const input = {
      title,
      topic: fieldText(form, 'topic') || null,
      kind: fieldText(form, 'kind') as RoomKind,
      identityMode: fieldText(form, 'identityMode') as IdentityMode,
    };
    void create({ variables: { input } }).catch(() => undefined);
  };

  return (
    <Dialog title={text.create} onClose={onClose}>
      <form noValidate className={styles.form} onSubmit={onSubmit}>
        <TextField
          name="title"
          label={words.title}
          maxLength={longestTitle}
          required
          autoComplete="off"
          error={isTitleMissing ? words.missingTitle : undefined}
        />
        <TextField name="topic" label={words.topic} maxLength={longestTopic} autoComplete="off" />
        <ChoiceField
          name="kind"
          label={words.kind}
          defaultValue="PUBLIC"
          options={[
            { value: 'PUBLIC', ...words.kinds.PUBLIC },
            { value: 'PRIVATE', ...words.kinds.PRIVATE },
          ]}
        />
        <ChoiceField
          name="identityMode"
          label={words.identity}
          defaultValue="REAL"
          options={[
            { value: 'REAL', ...words.identities.REAL },
            { value: 'ANONYMOUS', ...words.identities.ANONYMOUS },
          ]}
        />
        <Alert>{error && refusalWords(error)}</Alert>
        <DialogActions>
          <button type="button" className={buttonClass('secondary')} onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" className={buttonClass('primary')} disabled={loading}>
            {loading ? words.busy : words.submit}
          </button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
