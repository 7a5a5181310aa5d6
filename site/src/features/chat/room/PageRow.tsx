import { useText } from '../../../app/locale';
import { buttonClass } from '../../../ui/buttonClass';
import { chatText } from '../chatText';
import type { PageState } from '../feed/RoomFeed';
import styles from './MessageLog.module.css';

interface PageRowProps {
  which: 'older' | 'newer';
  state: PageState;
  onRetry: () => void;
}

/** Stands where more messages will be. */
export function PageRow({ which, state, onRetry }: PageRowProps) {
  const text = useText(chatText);
  const words =
    which === 'older'
      ? { loading: text.room.olderLoading, failed: text.room.olderFailed }
      : { loading: text.room.newerLoading, failed: text.room.newerFailed };
  return (
    <li className={styles.more}>
      {state === 'failed' ? (
        <>
          <span>{words.failed}</span>
          <button type="button" className={buttonClass('secondary', 'small')} onClick={onRetry}>
            {text.room.retry}
          </button>
        </>
      ) : (
        words.loading
      )}
    </li>
  );
}
