import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { StartupError } from './startup-error';

/**
 * Makes the folder where it is missing, and tries whether it can be written to.
 *
 * @throws StartupError when it cannot be
 */
export async function assertWritable(folder: string): Promise<void> {
  const trial = path.join(folder, `.writable-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(trial, '');
    await rm(trial);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartupError(`DATA_DIR: ${folder} cannot be written to (${reason})`, {
      cause: error,
    });
  }
}
