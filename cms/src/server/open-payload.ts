import type { Logger } from '@coco-chat/chat-server';
import { createConfig, migrateDatabase } from '@coco-chat/collections';
import { getPayload, type Payload } from 'payload';

import { configOptions } from '../config-options';

/**
 * Opens Payload on a database of this version's schema, and starts its job queue.
 *
 * Payload keeps the instance for the process: Next's routes get this one, with this logger.
 *
 * @throws NewerDatabaseError when the database was used by a newer version
 */
export async function openPayload({ logger }: { logger: Logger }): Promise<Payload> {
  const config = createConfig({ ...configOptions(process.env), logger });
  const payload = await getPayload({ config });
  const applied = await migrateDatabase(payload);
  if (applied.length > 0) logger.info({ migrations: applied }, 'database migrated');
  // Asked for again, now with jobs: they would look for tables that the migration had yet to make.
  return getPayload({ config, cron: true });
}
