import { useMutation, useQuery } from '@apollo/client/react';
import { BannedPeopleDocument, UnbanParticipantDocument } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { useRefusalWords } from '../useRefusalWords';
import { peopleText } from './peopleText';
import { RestrainedList } from './RestrainedList';

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
  const after = banned?.pageInfo.endCursor;

  return (
    <RestrainedList
      title={text.banned.title}
      people={banned?.edges.map(({ node }) => node) ?? []}
      lift={{ short: text.banned.unbanShort, of: text.banned.unban }}
      isBusy={loading}
      error={error && refusalWords(error)}
      onLift={(participantId) =>
        void unban({ variables: { roomId, participantId } }).catch(() => undefined)
      }
      onMore={banned?.pageInfo.hasNextPage ? () => void fetchMore({ variables: { after } }) : null}
    />
  );
}
