import { isSignal, type FeedEvent, type RoomChange, type RoomSignal } from '../rooms/room-change';
import type { ResolversTypes } from './generated/resolvers';

type RoomEvent = ResolversTypes['RoomEvent'];

interface Viewer {
  roomId: string;
  userId: string;
  /** Whether the viewer has blocked an account: then they do not see it write. */
  hasBlocked: (userId: string) => boolean;
}

/** Makes of what happens in a room what one subscriber is told; null for what does not concern them. */
export function roomEventsFor(viewer: Viewer): (event: FeedEvent) => RoomEvent | null {
  const signalEvent = signalsFor(viewer);
  return (event) => (isSignal(event) ? signalEvent(event) : changeEvent(viewer, event));
}

function changeEvent({ roomId }: Viewer, change: RoomChange): RoomEvent {
  const { kind, revision } = change;
  if (kind === 'room') return { __typename: 'RoomChanged', roomId, revision };
  const __typename = kind === 'posted' ? 'MessagePosted' : 'MessageChanged';
  return { __typename, message: change.message, revision };
}

function signalsFor({ hasBlocked, userId }: Viewer): (signal: RoomSignal) => RoomEvent | null {
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
        return { __typename: 'TypingChanged', participants };
      }
      case 'presence': {
        const { onlineCount, left } = signal;
        const joined = signal.joined.filter(isOther);
        // The viewer need not be told of their own arrival.
        if (joined.length + left.length === 0 && signal.joined.length > 0) return null;
        return { __typename: 'PresenceChanged', onlineCount, joined, left: [...left] };
      }
      case 'read':
        return {
          __typename: 'ReadMarkerMoved',
          participantId: signal.participantId,
          seq: signal.seq,
        };
    }
  };
}
