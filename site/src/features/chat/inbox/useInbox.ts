import { createContext, use, useEffect, useState } from 'react';
import { useChatServices } from '../../../apollo/chatServices';
import { RoomLatestFragmentDoc } from '../../../apollo/generated/chat';
import { createStore, useStore } from '../../../app/store';
import { Inbox, type Unread, type UnreadRooms } from './Inbox';
import { createInboxSource } from './inboxSource';
import { rememberStanding } from './rememberStanding';

const nothingUnread = createStore<UnreadRooms>(new Map());

/** Follows what the viewer has not read, for as long as the chat is on the screen. */
export function useInbox(currentSlug: string | undefined): UnreadRooms {
  const { apollo, connection, outbox } = useChatServices();
  const [current] = useState(() => createStore<Inbox | null>(null));
  const inbox = useStore(current);
  const isLoggedIn = outbox !== null;

  useEffect(() => {
    if (!isLoggedIn) return;
    const created = new Inbox({
      source: createInboxSource(apollo),
      waitToReconnect: () => connection.waitToReconnect(),
      onEvent: ({ roomId, lastMessage }) => {
        apollo.cache.writeFragment({
          from: { __typename: 'Room', id: roomId },
          fragment: RoomLatestFragmentDoc,
          fragmentName: 'RoomLatest',
          data: { lastMessage },
        });
      },
      onStanding: (roomId, standing) => rememberStanding(apollo.cache, roomId, standing),
    });
    current.set(created);
    void created.follow();
    return () => {
      created.stop();
      current.set(null);
    };
  }, [apollo, connection, isLoggedIn, current]);

  // What is shown of a room that is left is what was read in it.
  useEffect(() => () => void inbox?.count(), [inbox, currentSlug]);

  return useStore(inbox?.unread ?? nothingUnread);
}

export const UnreadContext = createContext<UnreadRooms>(new Map());

/** What is unread in one room. */
export function useUnread(roomId: string): Unread | undefined {
  return use(UnreadContext).get(roomId);
}
