import type { RoomChangedEvent } from '@coco-chat/collections';

import type { StoredParticipant } from '../store/member-store';
import type { RoomChange } from '../store/room-change';

/**
 * What happens in a room and is not kept: nobody who was away hears of it. People are loaded before it is
 * handed on, once for all who hear it.
 */
export type RoomSignal =
  /** Everybody who writes now, whoever began first being first. */
  | { kind: 'typing'; participants: readonly StoredParticipant[] }
  /** `joined` and `left` are empty where a room is too large to name people. */
  | {
      kind: 'presence';
      onlineCount: number;
      joined: readonly StoredParticipant[];
      left: readonly StoredParticipant[];
    }
  | { kind: 'read'; participantId: string; userId: string; seq: number };

/** Whatever a subscriber of a room is told after the history. */
export type FeedEvent = RoomChange | RoomSignal;

export const isSignal = (event: FeedEvent): event is RoomSignal =>
  event.kind === 'typing' || event.kind === 'presence' || event.kind === 'read';

/**
 * The event that announces changes, whose revisions are consecutive.
 *
 * @throws Error when there are none
 */
export function toEvent(roomId: string, changes: readonly RoomChange[]): RoomChangedEvent {
  const [first, last] = [changes[0], changes.at(-1)];
  if (!first || !last) throw new Error('Nothing changed, so there is nothing to announce');
  return { type: 'room.changed', roomId, from: first.revision, to: last.revision, changes };
}

/** The changes an event carries; null where it carries none, or not one for each revision. */
export function changesOf({ changes, from, to }: RoomChangedEvent): RoomChange[] | null {
  if (changes?.length !== to - from + 1) return null;
  return changes.every((change, index) => isChange(change, from + index))
    ? (changes as RoomChange[])
    : null;
}

const isChange = (change: unknown, revision: number): boolean => {
  if (typeof change !== 'object' || change === null) return false;
  const { kind, revision: own, message } = change as Partial<Record<string, unknown>>;
  if (own !== revision) return false;
  return kind === 'room' || (typeof message === 'object' && message !== null);
};
