import type { Environment } from '../../environment';
import type { Logger } from '../../logger';
import { MemoryPresence } from './memory';
import type { PresenceStore } from './presence-store';
import { RedisPresence } from './redis';

/** Redis where REDIS_URL is set; otherwise everybody is there through this process. */
export const createPresenceStore = (
  { redisUrl }: Pick<Environment, 'redisUrl'>,
  logger: Logger,
): PresenceStore =>
  redisUrl === null ? new MemoryPresence() : new RedisPresence(redisUrl, logger);
