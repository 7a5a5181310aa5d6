import { useApolloClient } from '@apollo/client/react';
import { useMemo } from 'react';
import { ParticipantFieldsFragmentDoc } from '../../../apollo/generated/chat';
import type { Message } from '../timeline/timeline';

/** Names the people of a room by their ids: those who have said something, and those who were listed. */
export function useNames(
  messages: readonly Message[],
): (participantId: string) => string | undefined {
  const { cache } = useApolloClient();
  const authors = useMemo(
    () => new Map(messages.flatMap(({ author }) => (author ? [[author.id, author.name]] : []))),
    [messages],
  );
  return (participantId) =>
    authors.get(participantId) ??
    cache.readFragment({
      fragment: ParticipantFieldsFragmentDoc,
      from: { __typename: 'Participant', id: participantId },
    })?.name;
}
