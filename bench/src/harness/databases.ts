import { randomUUID } from 'node:crypto';
import path from 'node:path';

import { startMongo } from '@coco-chat/e2e/servers/start';

import type { Bench } from './subject';

export const databaseKinds = ['SQLite', 'MongoDB'] as const;
export type DatabaseKind = (typeof databaseKinds)[number];

/**
 * A new, empty database, gone after the subject.
 *
 * @returns for DATABASE_URI
 * @throws MissingRequirement where there is no MongoDB
 */
export async function newDatabase(
  { folder, teardown }: Pick<Bench, 'folder' | 'teardown'>,
  kind: DatabaseKind,
): Promise<string> {
  if (kind === 'SQLite') return `file:${path.join(folder, `${randomUUID()}.db`)}`;
  return teardown.with(await startMongo()).uri;
}
