import { skipToken, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { MentionCandidatesDocument } from '../../../apollo/generated/chat';
import { useDelayed } from '../rooms/useDelayed';
import type { Participant } from '../timeline/timeline';

/** How long typing pauses before what was typed is searched for, in milliseconds. */
const pause = 150;

/**
 * The people of a room whom a mention may mean: all of a room of a hundred, and in a larger one also those whose
 * names hold what was typed.
 *
 * @param typed null while nobody is being mentioned
 */
export function useCandidates(roomId: string, typed: string | null): readonly Participant[] {
  const isWanted = typed !== null;
  const { data: first } = useQuery(
    MentionCandidatesDocument,
    isWanted ? { variables: { roomId }, fetchPolicy: 'cache-and-network' } : skipToken,
  );
  const search = useDelayed(typed?.trim() ?? '', pause);
  // Who goes on writing behind a name types what is in no name: it need not be asked for again and again.
  const [inNoName, setInNoName] = useState<string | null>(null);
  const isLarge = first?.room?.participants.pageInfo.hasNextPage ?? false;
  const isSearched =
    isWanted && isLarge && search !== '' && !(inNoName !== null && search.startsWith(inNoName));
  const { data: found, previousData } = useQuery(
    MentionCandidatesDocument,
    isSearched ? { variables: { roomId, search } } : skipToken,
  );
  if (isSearched && found?.room?.participants.edges.length === 0) setInNoName(search);
  if (!isWanted && inNoName !== null) setInNoName(null);

  const lists = [first, isSearched ? (found ?? previousData) : undefined];
  const people = lists.flatMap((list) => list?.room?.participants.edges ?? []);
  return [...new Map(people.map(({ node }) => [node.id, node])).values()];
}
