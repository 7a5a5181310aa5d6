import { Redis } from 'ioredis';

import type { Logger } from '../logger';

/** Every key and channel of the chat begins with it. */
export const redisPrefix = 'coco-chat:';

/** How long a command may take before it counts as failed, in milliseconds. */
export const commandTimeout = 2_000; // 2 seconds

/**
 * A connection that comes back by itself. While it is down, commands fail at once: whoever sends one
 * goes on without Redis.
 *
 * @param role what it is for, as `CLIENT LIST` and the log show it
 */
export function connectToRedis(url: string, role: string, logger: Logger): Redis {
  const connection = new Redis(url, {
    connectionName: `coco-chat-${role}`,
    commandTimeout,
    connectTimeout: 5_000,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    autoResubscribe: false,
    retryStrategy: (attempt: number) => Math.min(50 * 2 ** attempt, 1_000) + Math.random() * 100,
  });
  let isDown = false;
  connection.on('error', (error: Error) => {
    if (!isDown) logger.warn({ err: error, role }, 'The connection to Redis failed');
    isDown = true;
  });
  connection.on('ready', () => {
    if (isDown) logger.info({ role }, 'The connection to Redis is back');
    isDown = false;
  });
  return connection;
}

export type { Redis } from 'ioredis';
