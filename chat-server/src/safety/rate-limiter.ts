import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';

import { redisPrefix, type Redis } from '../bus/redis-connection';
import { rateLimited } from '../errors';
import type { Limit } from './limits';

/** Whom a request counts for. Limits by what is not known do not apply. */
export type LimitSubjects = Readonly<Partial<Record<Limit['by'], string>>>;

/**
 * Counts what people do against {@link Limit}s: in Redis for all processes together, or in this
 * process where there is no Redis, or none for the moment.
 */
export class RateLimiter {
  readonly #redis: Redis | null;
  readonly #scale: number;
  readonly #limiters = new Map<Limit, RateLimiterAbstract>();

  /** @param scale every limit is multiplied by it */
  constructor(redis: Redis | null, scale: number) {
    this.#redis = redis;
    this.#scale = scale;
  }

  /**
   * Counts one act against all the limits, or against none of them where one is reached.
   *
   * @throws ChatError RATE_LIMITED
   */
  async take(limits: readonly Limit[], subjects: LimitSubjects): Promise<void> {
    const results = await Promise.all(
      limits.map(async (limit) => {
        const subject = subjects[limit.by];
        if (subject === undefined) return { limit, wait: 0 };
        return { limit, wait: await waitOf(this.#limiterOf(limit).consume(subject)) };
      }),
    );
    const wait = Math.max(0, ...results.map((result) => result.wait));
    if (wait === 0) return;
    const counted = results.filter((result) => result.wait === 0).map(({ limit }) => limit);
    await this.giveBack(counted, subjects);
    throw rateLimited('Too much at a time. Try again a little later.', wait);
  }

  /** Takes back what {@link take} has counted. */
  async giveBack(limits: readonly Limit[], subjects: LimitSubjects): Promise<void> {
    await Promise.all(
      limits.map(async (limit) => {
        const subject = subjects[limit.by];
        if (subject !== undefined) await this.#limiterOf(limit).reward(subject);
      }),
    );
  }

  #limiterOf(limit: Limit): RateLimiterAbstract {
    const known = this.#limiters.get(limit);
    if (known) return known;
    const { by, name, points, seconds } = limit;
    const options = {
      keyPrefix: `${redisPrefix}limit:${name}:${by}:${seconds}`,
      points: Math.max(1, Math.round(points * this.#scale)),
      duration: seconds,
    };
    const inMemory = new RateLimiterMemory(options);
    const limiter = this.#redis
      ? new RateLimiterRedis({
          ...options,
          storeClient: this.#redis,
          rejectIfRedisNotReady: true,
          insuranceLimiter: inMemory,
        })
      : inMemory;
    this.#limiters.set(limit, limiter);
    return limiter;
  }
}

/** Milliseconds to wait, 0 for none. Redis counts through the whole of the millisecond that a limit ends in. */
async function waitOf(consumption: Promise<RateLimiterRes>): Promise<number> {
  try {
    await consumption;
    return 0;
  } catch (reason) {
    if (reason instanceof RateLimiterRes) return Math.max(0, reason.msBeforeNext) + 1;
    throw reason;
  }
}
