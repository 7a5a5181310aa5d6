import { accountsChannel, roomChannel, type EventBus } from '@coco-chat/collections';

import type { MemberChange } from '../store/member-store';
import { toEvent } from './room-change';

// Nobody waits for the bus: what it loses is found in the database.

/** Tells every process that a room itself has changed, with this revision. */
export function announceRoom(bus: EventBus, roomId: string, revision: number): void {
  void bus.publish(roomChannel(roomId), toEvent(roomId, [{ kind: 'room', revision }]));
}

/** Tells every process what somebody is in a room now, once it is stored. */
export function announceMember(
  bus: EventBus,
  { hasChanged, membership, others, revision }: MemberChange,
): void {
  if (!hasChanged) return;
  if (revision !== null) announceRoom(bus, membership.roomId, revision);
  for (const { id: membershipId, roomId, userId } of [membership, ...others]) {
    const event = { type: 'membership.changed', roomId, membershipId, userId } as const;
    void bus.publish(roomChannel(roomId), event);
    void bus.publish(accountsChannel, event);
  }
}
