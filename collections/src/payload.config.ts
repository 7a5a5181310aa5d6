import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { createConfig } from './config';

const here = path.dirname(fileURLToPath(import.meta.url));

/** For the generators alone (types, migrations, diagram): it needs no environment and no data. */
export default createConfig({
  databaseUri: `file:${path.join(tmpdir(), `coco-chat-generate-${process.pid}.db`)}`,
  secret: 'used by the generators alone, which sign nothing',
  uploadsDirectory: path.join(tmpdir(), 'coco-chat-generate'),
  typesFile: path.join(here, 'payload-types.ts'),
  migrationsDirectory: process.env.MIGRATIONS_DIRECTORY ?? path.join(here, 'migrations'),
});
