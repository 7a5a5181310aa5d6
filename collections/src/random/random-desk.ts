import type { Payload } from 'payload';

/** What the CMS asks of the chat about the random match: whom only the chat knows, or ends well. */
export interface RandomDesk {
  /** How many people wait for a partner, in all processes. */
  waiting(): Promise<number>;
  /**
   * Ends a session for both, as a moderator.
   *
   * @returns false where there is none that is still active
   */
  end(sessionId: string, moderatorId: string): Promise<boolean>;
}

// Kept on the Payload instance, like the event bus: see events.ts.
const deskKey = Symbol.for('coco-chat.random-desk');

/** Lets this Payload instance ask the chat about the random match. */
export function attachRandomDesk(payload: Payload, desk: RandomDesk): void {
  Object.defineProperty(payload, deskKey, { value: desk, configurable: true });
}

/** The desk of this Payload instance; undefined where there is no chat, as in a migration. */
export const randomDeskOf = (payload: Payload): RandomDesk | undefined =>
  (payload as { [deskKey]?: RandomDesk })[deskKey];
