import { useText } from '../app/locale';
import { shellText } from '../app/shellText';
import { buttonClass } from './buttonClass';
import { Notice } from './Notice';
import styles from './Unreachable.module.css';

/** Said where something could not be read, with a way to try once more. */
export function Unreachable({ onRetry }: { onRetry: () => void }) {
  const text = useText(shellText);
  return (
    <div role="alert" className={styles.unreachable}>
      <Notice icon="alert" title={text.unreachable.title} text={text.unreachable.text}>
        <button type="button" className={buttonClass('primary')} onClick={onRetry}>
          {text.retry}
        </button>
      </Notice>
    </div>
  );
}
