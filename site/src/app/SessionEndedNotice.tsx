import { Link, useLocation } from 'wouter';
import { sessionExpiredStore, sessionStore } from '../features/account/session';
import { Icon } from '../ui/Icon';
import { useText } from './locale';
import styles from './SessionEndedNotice.module.css';
import { shellText } from './shellText';
import { useStore } from './store';

/** Says that a session ended without its owner having logged out. */
export function SessionEndedNotice() {
  const text = useText(shellText);
  const [location] = useLocation();
  const session = useStore(sessionStore);
  const hasExpired = useStore(sessionExpiredStore) && !session;
  return (
    <div role="status">
      {hasExpired && (
        <div className={styles.notice}>
          <p>
            {text.sessionEnded}{' '}
            <Link href={`/login?next=${encodeURIComponent(location)}`}>{text.logIn}</Link>
          </p>
          <button
            type="button"
            className={styles.close}
            aria-label={text.close}
            onClick={() => sessionExpiredStore.set(false)}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
