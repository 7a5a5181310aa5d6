import type { StoredMessage } from './message-store';

/** One durable change of a room. Each has a revision of its own, one more than the change before. */
export type RoomChange =
  | { kind: 'posted' | 'changed'; revision: number; message: StoredMessage }
  /** The room itself changed, or a message did in a way that a later change has replaced. */
  | { kind: 'room'; revision: number };
