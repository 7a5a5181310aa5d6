import path from 'node:path';

import type { ConfigOptions } from '@coco-chat/collections';

import { adminPanel } from './admin/panel';

/**
 * What the Payload config is made from, by the names that the server has written into the
 * environment before anything loads this (see `server/publish-environment.ts`).
 *
 * Nothing is required: `next build` evaluates the config where there is neither database nor secret.
 */
export function configOptions(source: Record<string, string | undefined>): ConfigOptions {
  const dataFolder = source.DATA_DIR ?? '.data';
  return {
    databaseUri: source.DATABASE_URI ?? `file:${path.join(dataFolder, 'coco-chat.db')}`,
    secret: source.PAYLOAD_SECRET ?? '',
    uploadsDirectory: dataFolder,
    serverURL: source.PUBLIC_URL ?? '',
    allowedOrigins: (source.ALLOWED_ORIGINS ?? '').split(',').filter(Boolean),
    admin: adminPanel,
  };
}
