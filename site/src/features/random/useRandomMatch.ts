import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useChatServices } from '../../apollo/chatServices';
import { localeStore } from '../../app/locale';
import { createStore, useStore } from '../../app/store';
import type { Match } from './match';
import { createMatchSource } from './matchSource';
import { RandomMatch } from './RandomMatch';
import { rememberedWish } from './wish';

const nothingKnown = createStore<Match>({ phase: 'checking', refusal: null });
const nobody = createStore<Match>({ phase: 'signedOut' });

interface UsedMatch {
  readonly match: Match;
  /** What the viewer does; null while nobody is signed in. */
  readonly actions: RandomMatch | null;
}

/** The random match of whoever is signed in, for as long as its page is open. */
export function useRandomMatch(): UsedMatch {
  const { apollo, connection, outbox } = useChatServices();
  const [current] = useState(() => createStore<RandomMatch | null>(null));
  const actions = useStore(current);
  const isSignedIn = outbox !== null;

  useEffect(() => {
    if (!isSignedIn) return;
    const created = new RandomMatch({
      source: createMatchSource(apollo),
      wish: rememberedWish(localeStore.get()),
      waitToReconnect: () => connection.waitToReconnect(),
    });
    current.set(created);
    void created.check();
    return () => {
      created.close();
      current.set(null);
    };
  }, [apollo, connection, isSignedIn, current]);

  const match = useStore(actions?.state ?? (isSignedIn ? nothingKnown : nobody));
  useNothingUnsentBehind('session' in match ? match.session.room.id : null);
  return { match, actions };
}

/** What was not sent to somebody before they were left is not sent any more, and nobody is asked about it. */
function useNothingUnsentBehind(roomId: string | null): void {
  const { outbox } = useChatServices();
  const previous = useRef<string | null>(null);
  const forget = useEffectEvent((left: string) => outbox?.removeRoom(left));
  useEffect(() => {
    if (previous.current !== null && previous.current !== roomId) forget(previous.current);
    previous.current = roomId;
  }, [roomId]);
}
