import process from 'node:process';

import type { Environment } from '@coco-chat/chat-server';

/**
 * Writes what was checked and completed back into the process's environment, from where the Payload
 * config is made: Next evaluates its own copy of the config, and both must say the same.
 *
 * @param origin PUBLIC_URL where the operator set it. Without it Payload works under whichever
 *   address it is reached by, which on one machine may be `localhost` or `127.0.0.1`.
 */
export function publishEnvironment(environment: Environment, origin: string | undefined): void {
  Object.assign(process.env, {
    DATA_DIR: environment.dataDir,
    DATABASE_URI: environment.databaseUri,
    PAYLOAD_SECRET: environment.payloadSecret,
    ALLOWED_ORIGINS: environment.allowedOrigins.join(','),
    PUBLIC_URL: origin ?? '',
  });
}
