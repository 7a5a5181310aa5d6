import type { Payload } from 'payload';

// Kept on the Payload instance, like the event bus: see events.ts.
const onlineKey = Symbol.for('coco-chat.online-count');

type OnlineCount = () => Promise<number>;

/** Lets this Payload instance say how many people are connected to the chat. */
export function attachOnlineCount(payload: Payload, count: OnlineCount): void {
  Object.defineProperty(payload, onlineKey, { value: count, configurable: true });
}

/** How many people are connected; 0 where nobody can know, as in a migration. */
export const onlineCountOf = (payload: Payload): Promise<number> =>
  (payload as { [onlineKey]?: OnlineCount })[onlineKey]?.() ?? Promise.resolve(0);
