import { useEffect, useState } from 'react';
import { useChatServices } from '../../../apollo/chatServices';
import { createStore, useStore } from '../../../app/store';
import { createRoomSource } from '../feed/roomSource';
import { onBlocksChanged } from '../feed/blockChanges';
import { nothingKnown, RoomFeed } from '../feed/RoomFeed';
import { rememberPresence } from '../feed/rememberPresence';

/** How often those who may not subscribe look for new messages, while the page is visible. */
const readerIntervalMs = 15_000;

const nothingYet = createStore(nothingKnown);

interface UseRoomFeedOptions {
  slug: string;
  /** Of the room, once the viewer is known to be its member. */
  memberOfRoomId: string | undefined;
}

/** A room's messages: live for its members, and looked up now and then for everybody else. */
export function useRoomFeed({ slug, memberOfRoomId }: UseRoomFeedOptions) {
  const { apollo, connection, outbox } = useChatServices();
  const [current] = useState(() => createStore<RoomFeed | null>(null));
  const feed = useStore(current);

  useEffect(() => {
    const created = new RoomFeed({
      source: createRoomSource(apollo, slug),
      waitToReconnect: () => connection.waitToReconnect(),
      onPresence: (presence) => rememberPresence(apollo.cache, slug, presence),
    });
    current.set(created);
    void created.refresh();
    return () => {
      created.stop();
      current.set(null);
    };
  }, [apollo, connection, slug, current]);

  useEffect(() => {
    if (!feed) return;
    if (memberOfRoomId !== undefined) {
      void feed.follow(memberOfRoomId);
      return outbox?.onAcknowledged((message) => {
        if (message.roomId === memberOfRoomId) feed.acknowledge(message);
      });
    }
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void feed.refresh();
    }, readerIntervalMs);
    return () => clearInterval(timer);
  }, [feed, memberOfRoomId, outbox]);

  useEffect(() => {
    if (!feed || memberOfRoomId === undefined) return;
    return onBlocksChanged(() => feed.restart());
  }, [feed, memberOfRoomId]);

  return { feed, ...useStore(feed?.state ?? nothingYet) };
}
