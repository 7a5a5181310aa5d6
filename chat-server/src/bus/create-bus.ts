import type { Environment } from '../environment';
import type { Logger } from '../logger';
import type { Bus } from './bus';
import { MemoryBus } from './memory';
import { RedisBus } from './redis';

/** Redis where REDIS_URL is set; otherwise events stay in this process. */
export const createBus = ({ redisUrl }: Pick<Environment, 'redisUrl'>, logger: Logger): Bus =>
  redisUrl === null ? new MemoryBus(logger) : new RedisBus(redisUrl, logger);
