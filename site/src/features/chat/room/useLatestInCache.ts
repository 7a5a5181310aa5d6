import { useEffect } from 'react';
import { useChatServices } from '../../../apollo/chatServices';
import { RoomFieldsFragmentDoc, RoomLatestFragmentDoc } from '../../../apollo/generated/chat';
import type { Timeline } from '../timeline/timeline';

/** Puts what a room's feed has learnt into the cache, for the room's header and the list of rooms. */
export function useLatestInCache(roomId: string, timeline: Timeline): void {
  const { apollo } = useChatServices();
  const { room } = timeline;
  const latest = timeline.messages.at(-1);

  useEffect(() => {
    if (room) {
      apollo.cache.writeFragment({
        from: { __typename: 'Room', id: room.id },
        fragment: RoomFieldsFragmentDoc,
        data: room,
      });
    }
  }, [apollo, room]);

  useEffect(() => {
    if (latest) {
      apollo.cache.writeFragment({
        from: { __typename: 'Room', id: roomId },
        fragment: RoomLatestFragmentDoc,
        fragmentName: 'RoomLatest',
        data: { lastMessage: latest },
      });
    }
  }, [apollo, roomId, latest]);
}
