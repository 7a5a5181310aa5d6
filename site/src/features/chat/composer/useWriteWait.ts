import { useEffect, useState } from 'react';
import { useChatServices } from '../../../apollo/chatServices';
import type { RoomQuery } from '../../../apollo/generated/chat';
import { createStore, useStore } from '../../../app/store';

const noWaits = createStore<ReadonlyMap<string, number>>(new Map());

interface WriteWait {
  readonly waitUntil: number | null;
  /** Whether the viewer is one whom the room's slow mode holds back. */
  readonly isSlow: boolean;
}

/**
 * Until when a room takes no more messages from the viewer, in milliseconds since 1970: as the server said, and
 * by what they have just said in a room in slow mode, from which its moderators are exempt.
 */
export function useWriteWait(room: NonNullable<RoomQuery['room']>): WriteWait {
  const { outbox } = useChatServices();
  const told = useStore(outbox?.waits ?? noWaits).get(room.id) ?? 0;
  const [ownTurn, setOwnTurn] = useState(0);
  const seconds = room.membership?.role === 'MEMBER' ? room.slowModeSeconds : 0;

  useEffect(
    () =>
      outbox?.onAcknowledged(({ roomId }) => {
        if (roomId === room.id && seconds > 0) setOwnTurn(Date.now() + seconds * 1000);
      }),
    [outbox, room.id, seconds],
  );

  // Where slow mode was ended since, the last message holds nobody back.
  const latest = Math.max(told, seconds > 0 ? ownTurn : 0);
  return { waitUntil: latest > 0 ? latest : null, isSlow: seconds > 0 };
}
