import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { RoomDocument } from '../../../apollo/generated/chat';
import type { OutboxEntry } from '../../../apollo/outboxStorage';

/** Who was just told that they may not write, looks at the room anew: they may have been muted, or it archived. */
export function useRoomAfterRefusal(unsent: readonly OutboxEntry[]): void {
  const client = useApolloClient();
  const forbidden = unsent.filter(({ failure }) => failure?.code === 'FORBIDDEN').length;
  useEffect(() => {
    if (forbidden > 0) void client.refetchQueries({ include: [RoomDocument] });
  }, [client, forbidden]);
}
