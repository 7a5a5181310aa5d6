import { asOne } from '../rooms/as-one';
import type { FeedHistory } from '../rooms/feed';
import { isSignal, type FeedEvent, type RoomSignal } from '../rooms/room-change';
import type { RoomChange } from '../store/room-change';
import type { ResolversTypes } from './generated/resolvers';

type RoomEvent = ResolversTypes['RoomEvent'];

interface Viewer {
  roomId: string;
  userId: string;
  /** Whether the viewer has blocked an account: then they do not see it write. */
  hasBlocked: (userId: string) => boolean;
}

const histories = new WeakMap<FeedHistory, RoomEvent>();

/** The first event: the same object for all who are given the same history. */
export function historyEvent(roomId: string, history: FeedHistory): RoomEvent {
  const known = histories.get(history);
  if (known) return known;
  const { isTruncated: truncated, messages, revision } = history;
  const event: RoomEvent = { __typename: 'History', roomId, messages, revision, truncated };
  histories.set(history, event);
  return event;
}

/**
 * Makes of what happens in a room what one subscriber is told; null for what does not concern them. Of the same
 * array it makes one and the same for all who are told the same.
 */
export function roomEventsFor(
  viewer: Viewer,
): (events: readonly FeedEvent[]) => readonly RoomEvent[] | null {
  const signalEvent = signalsFor(viewer);
  return (events) => {
    const [first] = events;
    if (first && isSignal(first)) return signalEvent(first);
    return changeEvents(viewer.roomId, events as readonly RoomChange[]);
  };
}

const made = new WeakMap<readonly RoomChange[], readonly RoomEvent[]>();

/** What was asked for last: thousands ask for the same one after the other. */
let last: { changes: readonly RoomChange[]; events: readonly RoomEvent[] } | undefined;

function changeEvents(roomId: string, changes: readonly RoomChange[]): readonly RoomEvent[] {
  if (last?.changes === changes) return last.events;
  const events = made.get(changes) ?? changes.map((change) => changeEvent(roomId, change));
  made.set(changes, events);
  last = { changes, events };
  return events;
}

function changeEvent(roomId: string, change: RoomChange): RoomEvent {
  const { kind, revision } = change;
  if (kind === 'room') return { __typename: 'RoomChanged', roomId, revision };
  const __typename = kind === 'posted' ? 'MessagePosted' : 'MessageChanged';
  return { __typename, message: change.message, revision };
}

const shownOf = new WeakMap<RoomSignal, Map<string, RoomEvent>>();

/** What a signal is to all to whom it shows the same. */
function shownAs(signal: RoomSignal, shown: string, make: () => RoomEvent): readonly RoomEvent[] {
  const events = shownOf.get(signal) ?? new Map<string, RoomEvent>();
  shownOf.set(signal, events);
  const event = events.get(shown) ?? make();
  events.set(shown, event);
  return asOne(event);
}

function signalsFor({
  hasBlocked,
  userId,
}: Viewer): (signal: RoomSignal) => readonly RoomEvent[] | null {
  const isOther = (participant: { userId: string }): boolean => participant.userId !== userId;
  let typing = '';
  return (signal) => {
    switch (signal.kind) {
      case 'typing': {
        const participants = signal.participants
          .filter(isOther)
          .filter((participant) => !hasBlocked(participant.userId));
        // What changed may not concern this viewer: it was they who began to write.
        const shown = participants.map(({ id }) => id).join(' ');
        if (shown === typing) return null;
        typing = shown;
        return shownAs(signal, shown, () => ({ __typename: 'TypingChanged', participants }));
      }
      case 'presence': {
        const { onlineCount, left } = signal;
        const joined = signal.joined.filter(isOther);
        // The viewer need not be told of their own arrival.
        if (joined.length + left.length === 0 && signal.joined.length > 0) return null;
        const shown = joined.map(({ id }) => id).join(' ');
        return shownAs(signal, shown, () => ({
          __typename: 'PresenceChanged',
          ...{ onlineCount, joined, left: [...left] },
        }));
      }
      case 'read': {
        const { participantId, seq } = signal;
        return shownAs(signal, '', () => ({
          __typename: 'ReadMarkerMoved',
          ...{ participantId, seq },
        }));
      }
    }
  };
}
