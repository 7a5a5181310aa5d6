import { pino } from 'pino';

import type { SignalEmitter } from '../rooms/feed';
import { MemoryPresence } from '../rooms/presence/memory';
import { Presence } from '../rooms/presence/presence';
import type { PresenceStore } from '../rooms/presence/presence-store';
import { RoomSignals } from '../rooms/room-signals';
import type { StoredParticipant } from '../store/member-store';
import type { SimulatedRoom } from './simulated-room';

/** Somebody whose account, membership and participant have the same name. */
export const participantOf = (userId: string): StoredParticipant => ({
  id: userId,
  roomId: 'room',
  userId,
  participantId: userId,
  displayName: userId,
  alias: null,
  role: 'member',
  lastReadSeq: 0,
  mutedUntil: null,
  joinedAt: '2026-01-01T00:00:00.000Z',
  leftAt: null,
  bannedAt: null,
});

/** The signals of a simulated room, of which everybody is a member. */
export function simulateSignals(
  room: SimulatedRoom,
  emit: SignalEmitter,
  store: PresenceStore = new MemoryPresence(),
): { signals: RoomSignals; presence: Presence } {
  const presence = new Presence({ store, bus: room.bus });
  const loaders = {
    membership: { load: async ({ userId }: { userId: string }) => participantOf(userId) },
    participant: { load: async (id: string) => participantOf(id) },
  };
  const logger = pino({ level: 'silent' });
  const signals = new RoomSignals({ roomId: room.id, loaders, presence, logger, emit });
  return { signals, presence };
}
