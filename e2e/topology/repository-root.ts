import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the repository, absolute. */
export const repositoryRoot = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '..',
  '..',
);
