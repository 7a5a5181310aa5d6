import { useMutation } from '@apollo/client/react';
import { useLocation } from 'wouter';
import { LeaveRoomDocument, type RoomQuery } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { useRefusalWords } from '../useRefusalWords';
import { peopleText } from './peopleText';

interface LeaveDialogProps {
  room: NonNullable<RoomQuery['room']>;
  onClose: () => void;
}

export function LeaveDialog({ room, onClose }: LeaveDialogProps) {
  const text = useText(peopleText);
  const refusalWords = useRefusalWords();
  const [, navigate] = useLocation();
  const [leave, { loading, error }] = useMutation(LeaveRoomDocument, {
    variables: { roomId: room.id },
    refetchQueries: ['Rooms'],
    update: (cache) => {
      cache.modify({
        id: cache.identify({ __typename: 'Room', id: room.id }) ?? '',
        fields: { membership: () => null },
      });
    },
    onCompleted: () => {
      onClose();
      if (room.kind === 'PRIVATE') navigate('/rooms');
    },
  });
  const isOwner = room.membership?.role === 'OWNER';
  return (
    <ConfirmDialog
      title={text.leave.title}
      confirm={text.leave.confirm}
      isBusy={loading}
      error={error && refusalWords(error)}
      onConfirm={() => void leave().catch(() => undefined)}
      onClose={onClose}
    >
      {isOwner && <p>{text.leave.owner}</p>}
      <p>{room.kind === 'PRIVATE' ? text.leave.private : text.leave.text}</p>
    </ConfirmDialog>
  );
}
