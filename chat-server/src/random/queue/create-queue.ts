import type { Environment } from '../../environment';
import type { Logger } from '../../logger';
import type { MatchQueue } from './match-queue';
import { createMemoryQueue } from './memory';
import { createRedisQueue } from './redis';

/** Redis where REDIS_URL is set; otherwise everybody waits in this process. */
export const createQueue = (
  { redisUrl }: Pick<Environment, 'redisUrl'>,
  logger: Logger,
): MatchQueue => (redisUrl === null ? createMemoryQueue() : createRedisQueue(redisUrl, logger));
