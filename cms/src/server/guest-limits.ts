import {
  connectedToAll,
  connectToRedis,
  hashAddress,
  type Environment,
  type Logger,
} from '@coco-chat/chat-server';
import type { GuestLimiter } from '@coco-chat/collections';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** In an hour, before RATE_LIMIT_SCALE. */
const most = { perAddress: 10, overall: 1_000 };
const hour = 60 * 60;

export interface GuestLimits extends GuestLimiter {
  close(): Promise<void>;
}

/**
 * Limits how many guests are made, by address and in all: counted in Redis where REDIS_URL is set, so
 * that several processes count together, else in memory. While Redis is away each process counts alone.
 */
export function createGuestLimits(
  {
    payloadSecret,
    rateLimitScale,
    redisUrl,
  }: Pick<Environment, 'payloadSecret' | 'rateLimitScale' | 'redisUrl'>,
  logger: Logger,
): GuestLimits {
  const redis = redisUrl === null ? null : connectToRedis(redisUrl, 'guests', logger);
  // However the first attempt to connect ends, commands are answered at once from then on.
  const settled =
    redis &&
    new Promise((resolve) => {
      redis.once('ready', () => void connectedToAll(redis).then(resolve, resolve));
      redis.once('close', resolve);
    });
  const limiter = (name: string, points: number): RateLimiterMemory | RateLimiterRedis => {
    const options = {
      keyPrefix: `coco-chat:limit:guests-${name}`,
      points: Math.max(1, Math.round(points * rateLimitScale)),
      duration: hour,
    };
    const inMemory = new RateLimiterMemory(options);
    return redis
      ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: inMemory })
      : inMemory;
  };
  const perAddress = limiter('address', most.perAddress);
  const overall = limiter('all', most.overall);
  return {
    async take(address) {
      await settled;
      // Whoever one address holds back does not use up what is there for all.
      return (
        (await wait(perAddress, hashAddress(address, payloadSecret))) ??
        (await wait(overall, 'all'))
      );
    },
    close: () => {
      redis?.disconnect();
      return Promise.resolve();
    },
  };
}

/** In how many milliseconds to try again; null for now. */
async function wait(
  limiter: RateLimiterMemory | RateLimiterRedis,
  key: string,
): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext;
    throw refusal;
  }
}
