import { useMutation, useQuery } from '@apollo/client/react';
import { BannedPeopleDocument, UnbanParticipantDocument } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { Alert } from '../../../ui/Alert';
import { Avatar } from '../../../ui/Avatar';
import { buttonClass } from '../../../ui/buttonClass';
import { useRefusalWords } from '../useRefusalWords';
import styles from './PeopleList.module.css';
import { peopleText } from './peopleText';

/** Who may not come back into a room; for those who look after it. */
export function BannedList({ roomId }: { roomId: string }) {
  const text = useText(peopleText);
  const refusalWords = useRefusalWords();
  const { data, fetchMore } = useQuery(BannedPeopleDocument, {
    variables: { roomId },
    fetchPolicy: 'cache-and-network',
  });
  const [unban, { loading, error }] = useMutation(UnbanParticipantDocument, {
    refetchQueries: ['BannedPeople'],
  });
  const banned = data?.room?.bannedParticipants;
  if (!banned || banned.edges.length === 0) return null;

  return (
    <section aria-labelledby="banned-title">
      <h3 id="banned-title" className={styles.title}>
        {text.banned.title}
      </h3>
      <Alert>{error && refusalWords(error)}</Alert>
      <ul className={styles.people}>
        {banned.edges.map(({ node }) => (
          <li key={node.id} className={styles.person}>
            <Avatar name={node.name} seed={node.id} size={36} />
            <span className={styles.words}>
              <span className={styles.name}>{node.name}</span>
            </span>
            <button
              type="button"
              className={buttonClass('secondary', 'small')}
              aria-label={text.banned.unban(node.name)}
              disabled={loading}
              onClick={() =>
                void unban({ variables: { roomId, participantId: node.id } }).catch(() => undefined)
              }
            >
              {text.banned.unbanShort}
            </button>
          </li>
        ))}
      </ul>
      {banned.pageInfo.hasNextPage && (
        <button
          type="button"
          className={buttonClass('secondary', 'small')}
          onClick={() => void fetchMore({ variables: { after: banned.pageInfo.endCursor } })}
        >
          {text.more}
        </button>
      )}
    </section>
  );
}
