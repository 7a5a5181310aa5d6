import type { ApolloCache } from '@apollo/client';

/** For a mutation that blocks somebody or takes it back: what the cache holds of them follows. */
export function rememberBlock(participantId: string, isBlocked: boolean) {
  return (cache: ApolloCache) => {
    cache.modify({
      id: cache.identify({ __typename: 'Participant', id: participantId }) ?? '',
      fields: { isBlocked: () => isBlocked },
    });
  };
}
