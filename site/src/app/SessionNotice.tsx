import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { expiredUserStore, sessionStore, type Session } from '../features/account/session';
import { Icon } from '../ui/Icon';
import { useLocale, useText } from './locale';
import styles from './SessionNotice.module.css';
import { shellText } from './shellText';
import { useStore } from './store';

/** A guest is told this long before the end, in milliseconds: a day. */
const noticeMs = 24 * 60 * 60 * 1000;

/** Says that a session ended without its owner having logged out; to a guest, also that it soon will. */
export function SessionNotice() {
  const text = useText(shellText);
  const locale = useLocale();
  const [location] = useLocation();
  const session = useStore(sessionStore);
  const expired = useStore(expiredUserStore);
  const [dismissedToken, setDismissedToken] = useState<string>();
  const isEnding = useIsGuestEnding(session) && session?.token !== dismissedToken;
  const next = `?next=${encodeURIComponent(location)}`;

  const notice = () => {
    if (session && isEnding) {
      const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
      return {
        said: text.guestEnds(time.format(session.expiresAt)),
        link: <Link href={`/signup${next}`}>{text.keepAsAccount}</Link>,
        onClose: () => setDismissedToken(session.token),
      };
    }
    if (session || !expired) return null;
    return {
      said: expired.isGuest ? text.guestEnded(expired.displayName) : text.sessionEnded,
      link: expired.isGuest ? (
        <Link href={`/signup${next}`}>{text.signUp}</Link>
      ) : (
        <Link href={`/login${next}`}>{text.logIn}</Link>
      ),
      onClose: () => expiredUserStore.set(null),
    };
  };
  const shown = notice();

  return (
    <div role="status">
      {shown && (
        <div className={styles.notice}>
          <p>
            {shown.said} {shown.link}
          </p>
          <button
            type="button"
            className={styles.close}
            aria-label={text.close}
            onClick={shown.onClose}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}

function useIsGuestEnding(session: Session | null): boolean {
  const endsAt = session?.user.isGuest ? session.expiresAt : null;
  const [soonEnding, setSoonEnding] = useState<number | null>(null);
  useEffect(() => {
    if (endsAt === null) return;
    // Looked at now and then rather than once: a timer does not run while a device sleeps.
    const look = () => {
      if (endsAt - Date.now() < noticeMs) setSoonEnding(endsAt);
    };
    const timers = [setTimeout(look, 0), setInterval(look, 60_000)];
    return () => timers.forEach((timer) => clearTimeout(timer));
  }, [endsAt]);
  return endsAt !== null && soonEnding === endsAt;
}
