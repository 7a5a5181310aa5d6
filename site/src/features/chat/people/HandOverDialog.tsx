import { useMutation } from '@apollo/client/react';
import { SetMembershipRoleDocument, type PersonFragment } from '../../../apollo/generated/chat';
import { toRefusal } from '../../../apollo/refusal';
import { useText } from '../../../app/locale';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { useRefusalWords } from '../useRefusalWords';
import { peopleText } from './peopleText';

interface HandOverDialogProps {
  roomId: string;
  person: PersonFragment;
  onClose: () => void;
}

export function HandOverDialog({ roomId, person, onClose }: HandOverDialogProps) {
  const text = useText(peopleText);
  const refusalWords = useRefusalWords();
  const [handOver, { loading, error }] = useMutation(SetMembershipRoleDocument, {
    variables: { roomId, participantId: person.id, role: 'OWNER' },
    // Both have another role now.
    refetchQueries: ['Room', 'RoomPeople'],
    onCompleted: onClose,
  });
  return (
    <ConfirmDialog
      title={text.handOver.title(person.name)}
      confirm={text.handOver.confirm}
      isBusy={loading}
      error={error && (isForGuest(error) ? text.handOver.guest : refusalWords(error))}
      onConfirm={() => void handOver().catch(() => undefined)}
      onClose={onClose}
    >
      <p>{text.handOver.text}</p>
    </ConfirmDialog>
  );
}

/** Whether the room was refused since a guest, whose account ends, was to get it. */
function isForGuest(error: unknown): boolean {
  const { code, field } = toRefusal(error);
  return code === 'FORBIDDEN' && field === 'participantId';
}
