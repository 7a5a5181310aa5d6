import type { Payload } from 'payload';

/** How many guests may be made. Who serves Payload to the world brings one. */
export interface GuestLimiter {
  /**
   * Counts one more guest from this address.
   *
   * @returns null when there may be one more, else in how many milliseconds to try again
   */
  take(address: string): Promise<number | null>;
}

// Kept on the Payload instance, for the same reason as the event bus (see `events.ts`).
const limiterKey = Symbol.for('coco-chat.guest-limiter');

export function attachGuestLimiter(payload: Payload, limiter: GuestLimiter): void {
  Object.defineProperty(payload, limiterKey, { value: limiter, configurable: true });
}

/** @throws Error where none was attached: without a limit nobody is to make guests */
export function guestLimiterOf(payload: Payload): GuestLimiter {
  const limiter = (payload as { [limiterKey]?: GuestLimiter })[limiterKey];
  if (!limiter) throw new Error('No guest limiter is attached to this Payload.');
  return limiter;
}
