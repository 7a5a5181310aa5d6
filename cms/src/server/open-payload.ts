import type { Logger } from '@coco-chat/chat-server';
import { createConfig, migrateDatabase } from '@coco-chat/collections';
import { getPayload, type Payload, type SanitizedConfig } from 'payload';

import { configOptions } from '../config-options';
import { StartupError } from './startup-error';

/** How Payload's adapters begin to say that they cannot reach their database. */
const unreachable = /^Error: cannot connect to (\w+): (?:.*Details: )?(.*)$/s;

/**
 * Opens Payload on a database of this version's schema, and starts its job queue.
 *
 * Payload keeps the instance for the process: Next's routes get this one, with this logger.
 *
 * @throws StartupError when the database cannot be reached
 * @throws NewerDatabaseError when it was used by a newer version
 */
export async function openPayload({ logger }: { logger: Logger }): Promise<Payload> {
  const config = createConfig({
    ...configOptions(process.env),
    logger: logger.child({ part: 'payload' }),
  });
  const payload = await connect(config);
  const applied = await migrateDatabase(payload);
  if (applied.length > 0) logger.info({ migrations: applied }, 'database migrated');
  // Asked for again, now with jobs: they would look for tables that the migration had yet to make.
  return getPayload({ config, cron: true });
}

async function connect(config: Promise<SanitizedConfig>): Promise<Payload> {
  try {
    return await getPayload({ config });
  } catch (error) {
    const [, database, reason] = unreachable.exec((error as Error).message) ?? [];
    if (database === undefined) throw error;
    throw new StartupError(`DATABASE_URI: ${database} cannot be reached (${reason})`, {
      cause: error,
    });
  }
}
