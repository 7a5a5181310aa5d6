import type { OutboxEntry } from '../../../apollo/outboxStorage';
import { useText } from '../../../app/locale';
import { buttonClass } from '../../../ui/buttonClass';
import { Icon } from '../../../ui/Icon';
import { chatText } from '../chatText';
import { refusalText } from '../refusalText';
import styles from './MessageRow.module.css';

export interface UnsentActions {
  readonly onRetry: (clientMessageId: string) => void;
  readonly onDiscard: (clientMessageId: string) => void;
  /** Takes it back into the composer. */
  readonly onRewrite: (entry: OutboxEntry) => void;
}

interface UnsentStateProps {
  entry: OutboxEntry;
  actions: UnsentActions | undefined;
}

/** That a message is on its way, or why it is not, and what its author can do then. */
export function UnsentState({ entry, actions }: UnsentStateProps) {
  const text = useText(chatText);
  const { clientMessageId, failure } = entry;
  if (!failure) {
    return (
      <p className={styles.state}>
        <Icon name="clock" size={14} />
        {text.unsent.sending}
      </p>
    );
  }
  return (
    <div className={styles.failed}>
      <p role="alert">
        <Icon name="alert" size={16} />
        <span>
          {text.unsent.failed} {refusalText(failure, text)}
        </span>
      </p>
      <button
        type="button"
        className={buttonClass('secondary', 'small')}
        onClick={() => actions?.onRewrite(entry)}
      >
        {text.unsent.rewrite}
      </button>
      <button
        type="button"
        className={buttonClass('secondary', 'small')}
        onClick={() => actions?.onRetry(clientMessageId)}
      >
        {text.unsent.retry}
      </button>
      <button
        type="button"
        className={buttonClass('quiet', 'small')}
        onClick={() => actions?.onDiscard(clientMessageId)}
      >
        {text.unsent.discard}
      </button>
    </div>
  );
}
