import { useQuery } from '@apollo/client/react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import {
  RoomPeopleDocument,
  type PersonFragment,
  type RoomQuery,
} from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { Avatar } from '../../../ui/Avatar';
import { buttonClass } from '../../../ui/buttonClass';
import { Icon } from '../../../ui/Icon';
import styles from './PeopleList.module.css';
import { peopleText } from './peopleText';
import { PersonDialog } from './PersonDialog';
import type { Standing } from './powers';

interface PeopleListProps {
  room: NonNullable<RoomQuery['room']>;
  standing: Standing;
}

export function PeopleList({ room, standing }: PeopleListProps) {
  const text = useText(peopleText);
  const [openId, setOpenId] = useState<string>();
  const { data, error, loading, refetch, fetchMore } = useQuery(RoomPeopleDocument, {
    variables: { roomId: room.id },
    fetchPolicy: 'cache-and-network',
  });
  useRefetchWhenChanged(room.memberCount, () => void refetch());
  const people = data?.room?.participants;
  const ownId = room.membership?.participant.id;
  const open = people?.edges.find(({ node }) => node.id === openId)?.node;

  return (
    <section aria-labelledby="people-title" aria-busy={loading}>
      <h3 id="people-title" className={styles.title}>
        {text.people} <span className={styles.count}>{room.memberCount}</span>
      </h3>
      <div role="status">{!people && !error && <p className={styles.note}>{text.loading}</p>}</div>
      {!people && error && (
        <p role="alert" className={styles.note}>
          {text.failed}{' '}
          <button
            type="button"
            className={buttonClass('secondary', 'small')}
            onClick={() => void refetch()}
          >
            {text.retry}
          </button>
        </p>
      )}
      <ul className={styles.people}>
        {people?.edges.map(({ node }) => (
          <Row
            key={node.id}
            person={node}
            isSelf={node.id === ownId}
            onOpen={() => setOpenId(node.id)}
          />
        ))}
      </ul>
      {people?.pageInfo.hasNextPage && (
        <button
          type="button"
          className={buttonClass('secondary', 'small')}
          onClick={() => void fetchMore({ variables: { after: people.pageInfo.endCursor } })}
        >
          {text.more}
        </button>
      )}
      {open && (
        <PersonDialog
          room={room}
          person={open}
          standing={standing}
          onClose={() => setOpenId(undefined)}
        />
      )}
    </section>
  );
}

interface RowProps {
  person: PersonFragment;
  isSelf: boolean;
  onOpen: () => void;
}

function Row({ person, isSelf, onOpen }: RowProps) {
  const text = useText(peopleText);
  return (
    <li className={styles.person}>
      <span className={styles.avatar} data-online={person.isOnline}>
        <Avatar name={person.name} seed={person.id} size={36} />
      </span>
      <span className={styles.words}>
        <span className={styles.name}>{person.name}</span>
        <span className={styles.facts}>
          {[
            isSelf && text.you,
            person.role !== 'MEMBER' && text.roles[person.role],
            person.isOnline && text.online,
            person.isBlocked && text.isBlocked,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {!isSelf && (
        <button
          type="button"
          className={buttonClass('quiet', 'round')}
          aria-label={text.actionsFor(person.name)}
          aria-haspopup="dialog"
          onClick={onOpen}
        >
          <Icon name="more" />
        </button>
      )}
    </li>
  );
}

/** Somebody has come or gone: the list is not what it was. */
function useRefetchWhenChanged(value: unknown, refetch: () => void): void {
  const seen = useRef(value);
  const onChange = useEffectEvent(refetch);
  useEffect(() => {
    if (seen.current === value) return;
    seen.current = value;
    onChange();
  }, [value]);
}
