import { useText } from '../../../app/locale';
import { ReportDialog } from '../report/ReportDialog';
import { useMessageActions } from './messageActions';
import { ConfirmDialog } from './ConfirmDialog';
import { messagesText } from './messagesText';
import type { Asking } from './useMessageActionsOf';

interface MessageDialogsProps {
  asking: Asking | null;
  onClose: () => void;
}

/** Asks before something is done that cannot be undone. */
export function MessageDialogs({ asking, onClose }: MessageDialogsProps) {
  const text = useText(messagesText);
  const actions = useMessageActions();
  if (!asking) return null;
  const { what, message } = asking;
  if (what === 'report') {
    return <ReportDialog roomId={message.roomId} messageId={message.id} onClose={onClose} />;
  }
  return (
    <ConfirmDialog
      question={text[what]}
      onConfirm={() => actions?.change(message, { kind: what })}
      onClose={onClose}
    />
  );
}
