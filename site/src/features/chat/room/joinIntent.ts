/**
 * The room that somebody asked to join before they were anybody. Becoming a guest makes the whole chat anew, so
 * that no component could remember it.
 */
let roomId: string | null = null;

export const joinIntent = {
  remember(id: string): void {
    roomId = id;
  },

  /** True once for the room that was remembered. */
  take(id: string): boolean {
    const isMeant = roomId === id;
    if (isMeant) roomId = null;
    return isMeant;
  },
};
