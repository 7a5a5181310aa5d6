/** The queue by itself, for who measures it: `@coco-chat/chat-server/random-queue`. */
export type { MatchQueue, Pairing, Ticket } from './match-queue';
export { createMemoryQueue } from './memory';
export { createRedisQueue } from './redis';
