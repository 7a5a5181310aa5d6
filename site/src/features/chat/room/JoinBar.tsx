import { useMutation } from '@apollo/client/react';
import { Link, useLocation } from 'wouter';
import { JoinRoomDocument, type RoomFieldsFragment } from '../../../apollo/generated/chat';
import { toRefusal } from '../../../apollo/refusal';
import { useText } from '../../../app/locale';
import { useStore } from '../../../app/store';
import { buttonClass } from '../../../ui/buttonClass';
import { sessionStore } from '../../account/session';
import { chatText } from '../chatText';
import styles from './JoinBar.module.css';

/** Stands in the composer's place for whoever may not write (yet). */
export function JoinBar({ room }: { room: RoomFieldsFragment }) {
  const text = useText(chatText);
  const isLoggedIn = useStore(sessionStore) !== null;
  if (room.isArchived) {
    return (
      <div className={styles.bar}>
        <p>{text.join.archived}</p>
      </div>
    );
  }
  return isLoggedIn ? <JoinButton roomId={room.id} /> : <LogInHint />;
}

function JoinButton({ roomId }: { roomId: string }) {
  const text = useText(chatText);
  const [join, { loading, error }] = useMutation(JoinRoomDocument, { variables: { roomId } });
  return (
    <div className={styles.bar}>
      <p>{text.join.outsider}</p>
      <button
        type="button"
        className={buttonClass('primary')}
        disabled={loading}
        onClick={() => void join().catch(() => undefined)}
      >
        {loading ? text.join.busy : text.join.join}
      </button>
      <p role="alert" className={styles.error}>
        {error && text.refusals[toRefusal(error).code]}
      </p>
    </div>
  );
}

function LogInHint() {
  const text = useText(chatText);
  const [location] = useLocation();
  const next = `?next=${encodeURIComponent(location)}`;
  return (
    <div className={styles.bar}>
      <p>{text.join.guest}</p>
      <div className={styles.actions}>
        <Link href={`/login${next}`} className={buttonClass('secondary')}>
          {text.join.logIn}
        </Link>
        <Link href={`/signup${next}`} className={buttonClass('primary')}>
          {text.join.signUp}
        </Link>
      </div>
    </div>
  );
}
