import { useState } from 'react';
import { Link } from 'wouter';
import { useText } from '../../../app/locale';
import { useStore } from '../../../app/store';
import { buttonClass } from '../../../ui/buttonClass';
import { Icon } from '../../../ui/Icon';
import { Notice } from '../../../ui/Notice';
import { Skeleton } from '../../../ui/Skeleton';
import { Unreachable } from '../../../ui/Unreachable';
import { sessionStore } from '../../account/session';
import { chatText } from '../chatText';
import { CreateRoomDialog } from './CreateRoomDialog';
import styles from './RoomList.module.css';
import { RoomSection } from './RoomSection';
import { roomsText } from './roomsText';
import { useDelayed } from './useDelayed';
import { useRooms } from './useRooms';

/** A search begins this long after the last key, in milliseconds. */
const searchDelay = 250;

export function RoomList({ currentSlug }: { currentSlug: string | undefined }) {
  const text = useText(chatText);
  const own = useText(roomsText);
  const user = useStore(sessionStore)?.user;
  const [typed, setTyped] = useState('');
  const search = useDelayed(typed.trim(), searchDelay);

  const mine = useRooms({ search, joinedOnly: true, skip: !user });
  const all = useRooms({ search, joinedOnly: false });
  const joined = (user && mine.rooms) ?? [];
  const others = all.rooms?.filter(({ membership }) => membership === null) ?? [];
  const isEmpty = all.rooms !== null && joined.length + others.length === 0 && !all.hasMore;

  return (
    <div className={styles.list}>
      <Top isInRoom={currentSlug !== undefined} mayCreate={user !== undefined && !user.isGuest} />
      <div className={styles.search}>
        <Icon name="search" size={18} />
        <input
          type="search"
          value={typed}
          placeholder={text.rooms.search}
          aria-label={text.rooms.search}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <div className={styles.rooms} aria-busy={all.isLoading}>
        {joined.length > 0 && (
          <RoomSection title={own.mine} list={mine} rooms={joined} currentSlug={currentSlug} />
        )}
        {(others.length > 0 || all.hasMore) && (
          <RoomSection
            title={joined.length > 0 ? own.others : undefined}
            list={all}
            rooms={others}
            currentSlug={currentSlug}
          />
        )}
        <div role="status">
          {isEmpty &&
            (search ? (
              <p className={styles.nothing}>{text.rooms.nothingFound(search)}</p>
            ) : (
              <Notice icon="chat" title={text.rooms.empty.title} text={text.rooms.empty.text} />
            ))}
          {all.rooms === null && !all.hasFailed && <ListSkeleton label={text.rooms.loading} />}
        </div>
        {all.hasFailed && <Unreachable onRetry={all.retry} />}
        {user?.isGuest && (
          <p className={styles.guest}>
            {own.guest} <Link href="/signup">{own.guestLink}</Link>
          </p>
        )}
      </div>
    </div>
  );
}

function Top({ isInRoom, mayCreate }: { isInRoom: boolean; mayCreate: boolean }) {
  const text = useText(chatText);
  const own = useText(roomsText);
  const [isCreating, setIsCreating] = useState(false);
  // An open room is what the page is about.
  const Heading = isInRoom ? 'h2' : 'h1';
  return (
    <div className={styles.top}>
      <Heading>{text.rooms.title}</Heading>
      {mayCreate && (
        <button
          type="button"
          className={buttonClass('secondary', 'small')}
          onClick={() => setIsCreating(true)}
        >
          <Icon name="plus" size={18} />
          {own.create}
        </button>
      )}
      {isCreating && <CreateRoomDialog onClose={() => setIsCreating(false)} />}
    </div>
  );
}

function ListSkeleton({ label }: { label: string }) {
  return (
    <div className={styles.skeleton}>
      <span className="visuallyHidden">{label}</span>
      {[1, 2, 3].map((number) => (
        <div key={number}>
          <Skeleton width="45%" />
          <Skeleton width="80%" height="0.8em" />
        </div>
      ))}
    </div>
  );
}
