import { useState } from 'react';
import type { RoomFeed } from '../feed/RoomFeed';
import type { Target } from './MessageLog';

/** Takes the reader to a message, wherever in the room it is. */
export function useJump(feed: RoomFeed | null) {
  const [target, setTarget] = useState<Target | null>(null);
  const [hasFailed, setHasFailed] = useState(false);

  const jumpTo = (messageId: string) => {
    setHasFailed(false);
    feed?.show(messageId).then(
      (isThere) => {
        setHasFailed(!isThere);
        if (isThere) setTarget({ messageId });
      },
      () => setHasFailed(true),
    );
  };

  return { target, jumpTo, hasFailed };
}
