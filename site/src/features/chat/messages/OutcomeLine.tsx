import { useText } from '../../../app/locale';
import { shellText } from '../../../app/shellText';
import { Icon } from '../../../ui/Icon';
import { chatText } from '../chatText';
import { refusalText } from '../refusalText';
import styles from './OutcomeLine.module.css';
import type { Outcome } from './useMessageActionsOf';

interface OutcomeLineProps {
  outcome: Outcome | null;
  onClose: () => void;
}

/** Says what became of something the viewer did with a message. */
export function OutcomeLine({ outcome, onClose }: OutcomeLineProps) {
  const text = useText(chatText);
  const shell = useText(shellText);
  const isRefused = outcome?.kind === 'refused';
  return (
    <div role="status">
      {outcome && (
        <p className={styles.outcome} data-refused={isRefused}>
          <Icon name={isRefused ? 'alert' : 'check'} size={18} />
          <span>
            {outcome.text} {isRefused && refusalText(outcome.refusal, text)}
          </span>
          <button type="button" aria-label={shell.close} onClick={onClose}>
            <Icon name="close" size={16} />
          </button>
        </p>
      )}
    </div>
  );
}
