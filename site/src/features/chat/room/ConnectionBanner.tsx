import { useSyncExternalStore } from 'react';
import { useChatServices } from '../../../apollo/chatServices';
import { isFinal, type Refusal } from '../../../apollo/refusal';
import { useText } from '../../../app/locale';
import { useStore } from '../../../app/store';
import { chatText } from '../chatText';
import styles from './ConnectionBanner.module.css';

/** Says that new messages do not arrive, and why. What goes over by itself at once is not mentioned. */
export function ConnectionBanner({ refusal }: { refusal: Refusal | null }) {
  const text = useText(chatText);
  const { connection } = useChatServices();
  const state = useStore(connection.state);
  const isOnline = useIsOnline();

  const trouble = (): string | null => {
    if (state === 'banned') return text.connection.banned;
    if (!isOnline) return text.connection.offline;
    if (state === 'crowded') return text.connection.crowded;
    if (refusal?.code === 'FORBIDDEN') return null; // Said in the composer's place.
    if (refusal && isFinal(refusal)) return text.connection.ended;
    if (state === 'waiting') return text.connection.waiting;
    return refusal ? text.connection.paused : null;
  };
  const message = trouble();

  return (
    <div role="status">
      {message && (
        <p key={message} className={styles.banner}>
          {message}
        </p>
      )}
    </div>
  );
}

function useIsOnline(): boolean {
  return useSyncExternalStore(subscribeToOnline, () => navigator.onLine);
}

function subscribeToOnline(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}
