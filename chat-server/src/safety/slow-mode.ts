import { redisPrefix, type Redis } from '../bus/redis-connection';
import { rateLimited } from '../errors';
import type { Logger } from '../logger';
import type { StoredMembership } from '../store/member-store';
import type { StoredRoom } from '../store/room-store';

/** The message that a member has posted last, and until when no other is taken. */
interface Turn {
  messageId: string;
  endsAt: number;
}

/**
 * Takes the turn unless another message has it. Returns how many milliseconds that one has it still,
 * 0 for a turn that was taken, or was this message's already. Redis keeps a key through the whole of
 * the millisecond that it ends in, hence the one less and the one more.
 */
const takeTurn = `
  local holder = redis.call('get', KEYS[1])
  if holder and holder ~= ARGV[1] then return redis.call('pttl', KEYS[1]) + 1 end
  if not holder then redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2] - 1) end
  return 0`;

const giveTurnBack = `
  if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end`;

/**
 * The least time between two messages of one member of a room: over all processes by Redis, or within
 * this process where there is no Redis, or none for the moment.
 */
export class SlowMode {
  readonly #redis: Redis | null;
  readonly #logger: Logger;
  readonly #turns = new Map<string, Turn>();

  constructor(redis: Redis | null, logger: Logger) {
    this.#redis = redis;
    this.#logger = logger;
  }

  /**
   * Takes a member's turn for one message. The same message sent again has it already.
   *
   * @param messageId its clientMessageId
   * @returns how to give the turn back, for a message that is not posted after all
   * @throws ChatError RATE_LIMITED before the time
   */
  async takeTurn(
    { slowModeSeconds }: Pick<StoredRoom, 'slowModeSeconds'>,
    { id }: Pick<StoredMembership, 'id'>,
    messageId: string,
  ): Promise<() => Promise<void>> {
    if (slowModeSeconds <= 0) return () => Promise.resolve();
    // With the time in it: who made it shorter need not wait for what was longer.
    const key = `${redisPrefix}slow-mode:${id}:${slowModeSeconds}`;
    const milliseconds = slowModeSeconds * 1_000;
    const wait =
      (await this.#inRedis(takeTurn, key, messageId, milliseconds)) ??
      this.#takeHere(key, messageId, milliseconds);
    if (wait > 0) {
      throw rateLimited('This room is in slow mode. Wait a little before you write again.', wait);
    }
    return async () => {
      await this.#inRedis(giveTurnBack, key, messageId);
      if (this.#turns.get(key)?.messageId === messageId) this.#turns.delete(key);
    };
  }

  /** Null where Redis could not be asked. */
  async #inRedis(
    script: string,
    key: string,
    ...args: (string | number)[]
  ): Promise<number | null> {
    if (this.#redis?.status !== 'ready') return null;
    try {
      return Number(await this.#redis.eval(script, 1, key, ...args));
    } catch (error) {
      this.#logger.warn({ err: error }, 'Slow mode is counted in this process alone');
      return null;
    }
  }

  #takeHere(key: string, messageId: string, milliseconds: number): number {
    const now = Date.now();
    const holder = this.#turns.get(key);
    if (holder && holder.endsAt > now)
      return holder.messageId === messageId ? 0 : holder.endsAt - now;
    const turn: Turn = { messageId, endsAt: now + milliseconds };
    this.#turns.set(key, turn);
    setTimeout(() => {
      if (this.#turns.get(key) === turn) this.#turns.delete(key);
    }, milliseconds).unref();
    return 0;
  }
}
