import { useMutation } from '@apollo/client/react';
import { BlockParticipantDocument } from '../../apollo/generated/chat';
import { useText } from '../../app/locale';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { announceBlocksChanged } from '../chat/feed/blockChanges';
import { useRefusalWords } from '../chat/useRefusalWords';
import type { Session } from './match';
import { randomText } from './randomText';

interface BlockDialogProps {
  roomId: string;
  partner: Session['partner'];
  onClose: () => void;
}

/** Asks before somebody is blocked. That ends the session, as its subscription then tells. */
export function BlockDialog({ roomId, partner, onClose }: BlockDialogProps) {
  const text = useText(randomText).block;
  const refusalWords = useRefusalWords();
  const [block, { loading, error }] = useMutation(BlockParticipantDocument, {
    variables: { roomId, participantId: partner.id },
    onCompleted: () => {
      announceBlocksChanged();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={text.title(partner.name)}
      confirm={text.confirm}
      isBusy={loading}
      error={error && refusalWords(error)}
      onConfirm={() => void block().catch(() => undefined)}
      onClose={onClose}
    >
      <p>{text.text}</p>
    </ConfirmDialog>
  );
}
