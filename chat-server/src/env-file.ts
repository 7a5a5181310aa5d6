import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';

import type { EnvironmentSource } from './environment';
import { errnoOf } from './errno';
import { EnvironmentError } from './environment-error';

/** The variables of `<root>/.env`, where there is one, under those of `source`, which win. */
export function withEnvFile(source: EnvironmentSource, root: string): EnvironmentSource {
  const file = path.join(root, '.env');
  try {
    return { ...parseEnv(readFileSync(file, 'utf8')), ...source };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { ...source };
    throw new EnvironmentError([`.env: cannot be read (${String(error)})`]);
  }
}
