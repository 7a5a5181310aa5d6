import { useMutation, useQuery } from '@apollo/client/react';
import { useEffect, useEffectEvent } from 'react';
import { BlockedPeopleDocument, UnblockParticipantDocument } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { announceBlocksChanged, onBlocksChanged } from '../feed/blockChanges';
import { useRefusalWords } from '../useRefusalWords';
import { peopleText } from './peopleText';
import { rememberBlock } from './rememberBlock';
import { RestrainedList } from './RestrainedList';

/** Whom the viewer has blocked in a room: also who has left it, and is in no other list. */
export function BlockedList({ roomId }: { roomId: string }) {
  const text = useText(peopleText);
  const refusalWords = useRefusalWords();
  const { data, fetchMore, refetch } = useQuery(BlockedPeopleDocument, {
    variables: { roomId },
    fetchPolicy: 'cache-and-network',
  });
  const [unblock, { loading, error }] = useMutation(UnblockParticipantDocument);
  const onChange = useEffectEvent(() => void refetch());
  useEffect(() => onBlocksChanged(() => onChange()), []);
  const blocked = data?.room?.blockedParticipants;
  const after = blocked?.pageInfo.endCursor;

  const lift = async (participantId: string): Promise<void> => {
    try {
      await unblock({
        variables: { roomId, participantId },
        update: rememberBlock(participantId, false),
      });
      announceBlocksChanged();
    } catch {
      // Said beside the list.
    }
  };

  return (
    <RestrainedList
      title={text.blockedPeople.title}
      people={blocked?.edges.map(({ node }) => node) ?? []}
      lift={{ short: text.unblock, of: text.blockedPeople.unblock }}
      isBusy={loading}
      error={error && refusalWords(error)}
      onLift={(participantId) => void lift(participantId)}
      onMore={blocked?.pageInfo.hasNextPage ? () => void fetchMore({ variables: { after } }) : null}
    />
  );
}
