import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { RoomsDocument } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { buttonClass } from '../../../ui/buttonClass';
import { Icon } from '../../../ui/Icon';
import { Notice } from '../../../ui/Notice';
import { Skeleton } from '../../../ui/Skeleton';
import { Unreachable } from '../../../ui/Unreachable';
import { chatText } from '../chatText';
import { RoomItem } from './RoomItem';
import styles from './RoomList.module.css';
import { useDelayed } from './useDelayed';

const refreshMs = 30_000;
/** A search begins this long after the last key, in milliseconds. */
const searchDelay = 250;

export function RoomList({ currentSlug }: { currentSlug: string | undefined }) {
  const text = useText(chatText);
  // An open room is what the page is about.
  const Heading = currentSlug === undefined ? 'h1' : 'h2';
  const [typed, setTyped] = useState('');
  const search = useDelayed(typed.trim(), searchDelay);
  const [hasMorePages, setHasMorePages] = useState(false);

  const query = useQuery(RoomsDocument, {
    variables: { search: search || null },
    fetchPolicy: 'cache-and-network',
    // Looking again would shrink the list to its first page.
    pollInterval: hasMorePages ? 0 : refreshMs,
    skipPollAttempt: () => document.visibilityState === 'hidden',
  });
  const rooms = (query.data ?? query.previousData)?.rooms;

  const showMore = () => {
    setHasMorePages(true);
    void query.fetchMore({ variables: { after: rooms?.pageInfo.endCursor ?? null } });
  };

  return (
    <div className={styles.list}>
      <div className={styles.top}>
        <Heading>{text.rooms.title}</Heading>
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
      </div>
      <div className={styles.rooms} aria-busy={query.loading}>
        {rooms && (
          <ul>
            {rooms.edges.map(({ node }) => (
              <li key={node.id}>
                <RoomItem room={node} isCurrent={node.slug === currentSlug} />
              </li>
            ))}
          </ul>
        )}
        {rooms?.pageInfo.hasNextPage && (
          <button type="button" className={buttonClass('secondary', 'small')} onClick={showMore}>
            {text.rooms.more}
          </button>
        )}
        <div role="status">
          {rooms?.edges.length === 0 &&
            (search ? (
              <p className={styles.nothing}>{text.rooms.nothingFound(search)}</p>
            ) : (
              <Notice icon="chat" title={text.rooms.empty.title} text={text.rooms.empty.text} />
            ))}
          {!rooms && !query.error && <ListSkeleton label={text.rooms.loading} />}
        </div>
        {!rooms && query.error && <Unreachable onRetry={() => void query.refetch()} />}
      </div>
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
