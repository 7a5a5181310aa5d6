import { useMutation } from '@apollo/client/react';
import { useEffect, useEffectEvent } from 'react';
import { JoinRoomDocument, type RoomFieldsFragment } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { useStore } from '../../../app/store';
import { buttonClass } from '../../../ui/buttonClass';
import { GuestEntry } from '../../account/GuestEntry';
import { sessionStore } from '../../account/session';
import { chatText } from '../chatText';
import { useRefusalWords } from '../useRefusalWords';
import styles from './JoinBar.module.css';
import { joinIntent } from './joinIntent';

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
  if (isLoggedIn) return <JoinButton room={room} />;
  return (
    <div className={styles.bar}>
      <p>{text.join.guest}</p>
      <GuestEntry onEnter={() => joinIntent.remember(room.id)} />
    </div>
  );
}

function JoinButton({ room }: { room: RoomFieldsFragment }) {
  const text = useText(chatText);
  const refusalWords = useRefusalWords({ FORBIDDEN: text.join.banned });
  const [join, { loading, error }] = useMutation(JoinRoomDocument, {
    variables: { roomId: room.id },
    refetchQueries: ['Rooms'],
  });
  const joinNow = () => void join().catch(() => undefined);

  const joinIfMeant = useEffectEvent(() => {
    if (joinIntent.take(room.id)) joinNow();
  });
  useEffect(() => joinIfMeant(), []);

  return (
    <div className={styles.bar}>
      <p>{room.identityMode === 'ANONYMOUS' ? text.join.outsiderAnonymous : text.join.outsider}</p>
      <button type="button" className={buttonClass('primary')} disabled={loading} onClick={joinNow}>
        {loading ? text.join.busy : text.join.join}
      </button>
      <p role="alert" className={styles.error}>
        {error && refusalWords(error)}
      </p>
    </div>
  );
}
