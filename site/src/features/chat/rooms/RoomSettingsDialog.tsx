import { useMutation } from '@apollo/client/react';
import { useState, type SubmitEvent } from 'react';
import {
  SetSlowModeDocument,
  UpdateRoomDocument,
  type RoomFieldsFragment,
} from '../../../apollo/generated/chat';
import { formatDuration } from '../../../app/formatDuration';
import { useLocale, useText } from '../../../app/locale';
import { Alert } from '../../../ui/Alert';
import { buttonClass } from '../../../ui/buttonClass';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { Dialog } from '../../../ui/Dialog';
import { DialogActions } from '../../../ui/DialogActions';
import { SelectField } from '../../../ui/SelectField';
import { TextField } from '../../../ui/TextField';
import { fieldText } from '../fieldText';
import { useRefusalWords } from '../useRefusalWords';
import styles from './RoomForm.module.css';
import { longestTitle, longestTopic } from './roomLimits';
import { settingsText } from './settingsText';

interface RoomSettingsDialogProps {
  room: RoomFieldsFragment;
  isOwner: boolean;
  onClose: () => void;
}

const slowModes = [0, 5, 10, 30, 60, 300, 900];

export function RoomSettingsDialog({ room, isOwner, onClose }: RoomSettingsDialogProps) {
  const text = useText(settingsText);
  const locale = useLocale();
  const refusalWords = useRefusalWords();
  const [isArchiving, setIsArchiving] = useState(false);
  const [isTitleMissing, setIsTitleMissing] = useState(false);
  const [update, updating] = useMutation(UpdateRoomDocument);
  const [setSlowMode, slowing] = useMutation(SetSlowModeDocument);
  const isBusy = updating.loading || slowing.loading;
  const error = updating.error ?? slowing.error;

  const save = async (title: string, topic: string, seconds: number) => {
    if (title !== room.title || topic !== (room.topic ?? '')) {
      await update({ variables: { input: { roomId: room.id, title, topic } } });
    }
    if (seconds !== room.slowModeSeconds) {
      await setSlowMode({ variables: { roomId: room.id, seconds } });
    }
    onClose();
  };

  const archive = async (isArchived: boolean) => {
    await update({ variables: { input: { roomId: room.id, isArchived } } });
    onClose();
  };

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const title = fieldText(form, 'title');
    setIsTitleMissing(title === '');
    if (title === '' || isBusy) return;
    const seconds = Number(fieldText(form, 'slowMode'));
    void save(title, fieldText(form, 'topic'), seconds).catch(() => undefined);
  };

  if (isArchiving) {
    return (
      <ConfirmDialog
        title={text.archive.title}
        confirm={text.archive.confirm}
        isBusy={isBusy}
        error={error && refusalWords(error)}
        onConfirm={() => void archive(true).catch(() => undefined)}
        onClose={onClose}
      >
        <p>{text.archive.text}</p>
      </ConfirmDialog>
    );
  }

  const offered = [...new Set([...slowModes, room.slowModeSeconds])].sort((a, b) => a - b);
  return (
    <Dialog title={text.title} onClose={onClose}>
      <form noValidate className={styles.form} onSubmit={onSubmit}>
        <TextField
          name="title"
          label={text.name}
          defaultValue={room.title}
          maxLength={longestTitle}
          required
          autoComplete="off"
          error={isTitleMissing ? text.missingTitle : undefined}
        />
        <TextField
          name="topic"
          label={text.topic}
          defaultValue={room.topic ?? ''}
          maxLength={longestTopic}
          autoComplete="off"
        />
        <SelectField
          name="slowMode"
          label={text.slowMode}
          hint={text.slowModeHint}
          defaultValue={room.slowModeSeconds}
          options={offered.map((value) => ({
            value,
            label: value === 0 ? text.off : formatDuration(value * 1000, locale),
          }))}
        />
        <Alert>{error && refusalWords(error)}</Alert>
        <DialogActions>
          {isOwner && (
            <button
              type="button"
              className={`${buttonClass('quiet')} ${styles.aside}`}
              disabled={isBusy}
              onClick={() =>
                room.isArchived ? void archive(false).catch(() => undefined) : setIsArchiving(true)
              }
            >
              {room.isArchived ? text.archive.undo : text.archive.start}
            </button>
          )}
          <button type="button" className={buttonClass('secondary')} onClick={onClose}>
            {text.cancel}
          </button>
          <button type="submit" className={buttonClass('primary')} disabled={isBusy}>
            {isBusy ? text.busy : text.save}
          </button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
